interface PreparedOperation {
  readonly name: string
  readonly query: string
}

/** The operations that GraphiQL opens with, a tab for each. Each one runs without changes, in this order. */
export const PREPARED: readonly PreparedOperation[] = [
  {
    name: 'Welcome',
    query: `# Welcome to Croft.
#
# 1. Sign in, or put an API token into the field
#    above: every tab then uses it.
# 2. Ctrl-Enter runs an operation,
#    Ctrl-Space completes what you type.
# 3. The tabs, from left to right: who you are,
#    your workspaces, a workspace with contents,
#    its deletion watched live.

query Welcome {
  me { user { id name email } }
  serverInfo {
    version
    publicUrl
    limits { maxPageSize maxBodyBytes }
  }
}
`,
  },
  {
    name: 'Workspaces',
    query: `# Newest first.
# after: "<endCursor>" is the next page.

query Workspaces {
  workspaces(first: 20) {
    totalCount
    nodes { id name displayName state createdAt }
    pageInfo { hasNextPage endCursor }
  }
}
`,
  },
  {
    name: 'Fill',
    query: `# Creates the workspace my-team with two projects
# and five resources, for Watch and Delete.

mutation Fill {
  createWorkspace(
    input: { name: "my-team", displayName: "My team" }
  ) {
    workspace { id name displayName }
  }
  web: createProject(
    input: { workspace: { name: "my-team" }, name: "web" }
  ) {
    project { id name }
  }
  data: createProject(
    input: { workspace: { name: "my-team" }, name: "data" }
  ) {
    project { id name }
  }
  registerResources(
    input: {
      workspace: { name: "my-team" }
      resources: [
        { kind: "deployment", name: "shop" }
        { kind: "deployment", name: "search" }
        { kind: "model", name: "ranking" }
        { kind: "dataset", name: "orders" }
        { kind: "fileset", name: "images" }
      ]
    }
  ) {
    resources { id name kind { name } }
  }
}
`,
  },
  {
    name: 'Watch',
    query: `# Every deletion that you may see, live.
# GraphiQL ends a subscription when you change
# its tab, so keep this window open:
# 1. Run Watch here.
# 2. Click "Second window" above; run Delete there.
# 3. The events appear in this window.
#
# It resumes with after: "<cursor>";
# deletionEvents follows one deletion alone.

subscription Watch {
  deletions {
    cursor
    type
    message
    done
    total
    deletion { id workspaceName state }
  }
}
`,
  },
  {
    name: 'Delete',
    query: `# Answers at once, however much the workspace
# holds; the deletion goes on in the background.
# To see it live, run Watch in a second window first.

mutation Delete {
  deleteWorkspace(
    input: { workspace: { name: "my-team" } }
  ) {
    deletion { id state total }
  }
}
`,
  },
]
