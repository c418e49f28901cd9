/** What all commands have in common: the texts of `croft help TOPIC` and of docs/cli.md. */
export const TOPICS: Readonly<Record<string, string>> = {
  refs: `
A workspace is named by its name, its id (ws_…) or its UUID; \`name:\`, \`id:\` and \`uuid:\` in front
say which one is meant. -w NAME names the workspace that the other nouns are in; CROFT_WORKSPACE and
\`croft config set workspace NAME\` keep it. What deletes, leaves, transfers or suspends a workspace
takes it as an argument alone.

A person is an e-mail address, an id (user_…) or a UUID; a service account its id (svc_…); a group
of the identity provider is group:NAME. A resource is KIND/NAME, a token its id (tok_…) or its name,
a deletion its id (del_…) or the name of the workspace.

What a command is about may be left out on a terminal: it is picked from a list. What is deleted,
removed, revoked or left has to be named.
`,
  input: `
Every command that writes takes --input-file FILE, or - for standard input: JSON or YAML with the
input of the API, as schema.graphql has it. Arguments and flags come before what the file says, and
-w before its workspace; what a context keeps comes after it. A workspace or a person may be a text
in the file, too. Fields that the API does not have are reported before anything is sent.

croft projects create --input-file - <<END
workspace: my-team
name: nightly
description: made of a file
END

The file of \`resources register\` holds resources instead, of any number: NDJSON, a list, or an object
with \`resources\`. It is read whole before anything is sent, and flags count for each of them.
`,
  output: `
Standard output is data, and standard error everything else. -o says how data is written: table,
json, yaml, csv or ndjson. A list is an array in JSON, and an object a line in NDJSON.

On a terminal a table fits its width: columns shrink, the widest first, and then the rightmost are
left out; names are never cut. --no-truncate writes whole values, --columns picks columns and their
order, --no-header leaves the names of the columns out. Without a terminal it is tab-separated,
uncut, with ISO times.

A write answers with the name or the id of what it has made. A secret stands alone, once. -q writes
ids alone (of workspaces and projects the names), one a line. A list has at most 30 rows: --limit N,
or --all; if there are more, standard error says so.

Characters that act on a terminal are escaped in JSON and YAML, which read back as they were, and
replaced in tables. CSV is what the server has: a spreadsheet takes a cell that begins with = for a
formula.

Colours: --color, then NO_COLOR, then FORCE_COLOR; else on a terminal that has them.
`,
  'exit-codes': `
0    done
1    a value is wrong, a file cannot be read, a question was answered with no, doctor found something
2    the command line is wrong, or an answer is needed and nobody can give it: nothing was sent
3    the server refused; \`can\`: a permission is missing
4    the server cannot be reached, or does not answer in time
5    the deletion that was followed has failed, or the workspace was restored
130  Ctrl-C

An error is \`error: MESSAGE (CODE, request ID)\` on standard error, and where something can be done
about it \`hint:  …\`. With -o json it is one object of JSON.
`,
  environment: `
CROFT_URL         the server
CROFT_TOKEN       the token; if CROFT_URL is set, for that server alone
CROFT_WORKSPACE   the workspace
CROFT_CONTEXT     a context of the configuration
CROFT_CONFIG_DIR  the folder of config.json and credentials.json;
                  else $XDG_CONFIG_HOME/croft, %APPDATA%\\croft, ~/.config/croft
HTTPS_PROXY, HTTP_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS, NO_COLOR, FORCE_COLOR, BROWSER, CI

A flag comes before the environment, and the environment before the context; --context overrules
the environment. A token is sent to the server that it was kept for, and to no other. The
\`token-command\` of a context writes a token in place of one that is kept, and is asked again when
that token is refused:
croft config set token-command 'op read op://vault/croft/token'
`,
  deletion: `
\`croft workspaces delete\` shows the server, the owners and what would go, and asks for the name; for
scripts there are --yes and --confirm NAME. A context with \`protected: true\` takes --confirm alone.
What was shown is what is deleted: if something was added in between, the server refuses.
--dry-run shows it and ends. With --grace 24h the workspace can be restored until then.

--wait, and \`croft deletions watch\`, follow the deletion to its end. A connection that is lost is
resumed behind the last event; the exit code is 0 only if the deletion has succeeded, and 5 if it
has failed or the workspace was restored. Ctrl-C ends the watching, and not the deletion.
`,
  scripting: `
croft workspaces create build-1 --exist-ok -q        # again and again
croft workspaces list --all -q | while read -r name; do …; done
croft tokens create ci --role viewer --expires 1d > token     # the secret alone
croft api 'query($endCursor: String) { workspaces(first: 100, after: $endCursor) {
  nodes { name } pageInfo { hasNextPage endCursor } } }' --paginate
croft workspaces delete build-1 --yes --wait || echo "exit code $?"
croft events tail -o ndjson | jq -c .type

Without a terminal nothing is asked: a command that needs an answer ends with exit code 2 before it
has sent anything.
`,
}
