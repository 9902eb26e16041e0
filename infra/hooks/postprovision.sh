#!/bin/sh
# Prints how to register the first client. azd hands the outputs of the deployment over as environment variables.
set -eu

: "${TOLLGATE_TABLES_URI:?is not set; run this through azd provision or azd up}"
: "${TOLLGATE_ISSUER:?is not set; run this through azd provision or azd up}"

cat <<EOF

Tollgate is provisioned. Its issuer is $TOLLGATE_ISSUER

Register a first client (the command prints the client's id and, once only, its secret):

  dotnet run --project src/Operator -- client add --tables "$TOLLGATE_TABLES_URI" --name "My first service" --grant client_credentials --scope notes.read

After the app is deployed (azd up does that next; else run azd deploy), ask for a token with that id and secret:

  curl --user "CLIENT_ID:CLIENT_SECRET" --data grant_type=client_credentials --data scope=notes.read "$TOLLGATE_ISSUER/token/"

Role assignments may take a few minutes to take effect. If a command answers 403 or the app 5xx, wait and try again.

EOF
