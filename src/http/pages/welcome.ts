/** The document that GraphiQL opens with; each of its operations can be run without changes. */
export const WELCOME = `# Welcome to Croft.
#
# 1. Put your API token into "Headers" below.
# 2. Load the schema: the arrows at the bottom left.
# 3. Ctrl-Enter runs the operation under the cursor,
#    Ctrl-Space completes what you type.

query Server {
  serverInfo {
    version
    publicUrl
    limits { maxPageSize maxBodyBytes }
  }
}

query Me {
  me { user { id name email } }
}

# Newest first; after: "<endCursor>" is the next page.
query Workspaces {
  workspaces(first: 20) {
    totalCount
    nodes { id name displayName state createdAt }
    pageInfo { hasNextPage endCursor }
  }
}

mutation Create {
  createWorkspace(
    input: { name: "my-team", displayName: "My team" }
  ) {
    workspace { id name displayName }
  }
}

# Answers at once, however much the workspace holds;
# the work goes on behind it.
mutation Delete {
  deleteWorkspace(
    input: { workspace: { name: "my-team" } }
  ) {
    deletion { id state total }
  }
}

# Every deletion that you may see, live: start it,
# then run Delete in a second tab. It resumes with
# after: "<cursor>"; deletionEvents follows one alone.
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
`
