#!/bin/sh
# Makes the secret that the app's seals come from and seals the app's keys. Removes rights and rows that a change of the signing mode left
# behind. Invites the first operator, and prints how to register the first client. azd gives the outputs of the deployment to this hook
# as environment variables.
set -eu

: "${TOLLGATE_TABLES_URI:?is not set; run this through azd provision or azd up}"
: "${TOLLGATE_DEPLOYED_ISSUER:?is not set; run this through azd provision or azd up}"

operate() { dotnet run --project src/Operator -- "$@" --tables "$TOLLGATE_TABLES_URI"; }

# Runs a command and keeps its output in $answer. Waits and tries again only while the roles of the deploying identity have no effect yet:
# that takes some minutes.
try() {
  for pause in 15 30 60 0; do
    if answer=$(operate "$@" 2>&1); then return 0; fi
    case $answer in
      *"No permission"* | *"does not allow that"* | *"you need the role"*) ;;
      *) break ;;
    esac
    [ "$pause" -eq 0 ] || { echo "Your roles do not count yet; trying again in $pause s."; sleep "$pause"; }
  done
  echo "$answer"
  return 1
}

# The link is as good as a password until it is used, so it must not get into the log of a pipeline. A failure here does not fail the
# deployment, because the operator can do the same later.
invite_operator() {
  command -v dotnet >/dev/null || return 1
  [ -t 1 ] || return 1
  try user list --output json || return 1
  case $answer in
    *'"operator": true'*) echo "There is an operator already."; return 0 ;;
  esac
  echo "The first operator is admin. Open the link to choose a password; it is good once:"
  operate user invite admin --operator --issuer "$TOLLGATE_DEPLOYED_ISSUER"
}

persist() { try "$@" && echo "$answer"; }

# Trusts and seals every row, until the deployment takes sealed rows only. When no row was left to seal, sets the variable for that, which
# takes effect at the next provision. Not before: during an update an instance of an earlier version may still add a row without a seal.
prepare_signing() {
  command -v dotnet >/dev/null || return 1
  persist key root || return 1
  [ "${TOLLGATE_SIGNING_SEALED_ONLY:-false}" != true ] || return 0
  persist key seal || return 1
  case $answer in
    *"had a seal already"*) azd env set TOLLGATE_SIGNING_SEALED_ONLY true ;;
  esac
}

printf '\nTollgate is provisioned. Its issuer is %s\n' "$TOLLGATE_DEPLOYED_ISSUER"
printf "Choose the issuer's host before the first client (azd env set TOLLGATE_ISSUER): clients and tokens hold it.\n\n"

host=${TOLLGATE_DEPLOYED_ISSUER#*://}
host=${host%%[:/]*}
case " ${SERVICE_API_HOSTS:-$host} " in
  *" $host "*) ;;
  *) cat <<EOF
WARNING: the host $host of the issuer does not reach the app. It is not bound to the function app, which answers at:
$SERVICE_API_HOSTS
Bind it, unless a front such as Front Door sends its requests on to the app. Or choose another issuer: azd env set TOLLGATE_ISSUER ADDRESS

EOF
  ;;
esac

if prepare_signing; then
  operate doctor --fix || true
else
  cat <<EOF
The signing keys were not prepared. Until they are, the app cannot tell a key of its own from a planted one. Run this later:

  dotnet run --project src/Operator -- key root --vault "${AZURE_KEY_VAULT_ENDPOINT:-}" --vault-id "${TOLLGATE_VAULT_ID:-}" --app "${TOLLGATE_APP_PRINCIPAL_ID:-}"
EOF
fi
echo

if ! invite_operator; then
  cat <<EOF
No operator was invited. Where there is none yet, this prints a link, good once, with which you choose a password:

  dotnet run --project src/Operator -- user invite admin --operator --tables "$TOLLGATE_TABLES_URI" --issuer "$TOLLGATE_DEPLOYED_ISSUER"
EOF
fi

if [ "${TOLLGATE_SIGNING_MODE:-vault}" = vault ]; then
  cat <<EOF

In vault mode an RS256 signature costs a fifth of an ES256 one: \$3 instead of \$15 a million. Where workspaces of earlier versions and the
default one still sign access tokens with ES256, and all APIs accept RS256, this saves the difference (one command for each workspace):

  dotnet run --project src/Operator -- workspace set default --access-token-algorithm RS256 --tables "$TOLLGATE_TABLES_URI"
EOF
fi

cat <<EOF

The pages work as soon as the app is deployed (azd up does that next; else run azd deploy). At $TOLLGATE_DEPLOYED_ISSUER/apps operators
approve and register applications. The same on the command line (it prints the client's id and, once only, its secret):

  dotnet run --project src/Operator -- client add --tables "$TOLLGATE_TABLES_URI" --name "My first service" --grant client_credentials --scope notes.read

Then ask for a token with that id and secret:

  curl --user "CLIENT_ID:CLIENT_SECRET" --data grant_type=client_credentials --data scope=notes.read "$TOLLGATE_DEPLOYED_ISSUER/token/"

Role assignments may take a few minutes to take effect. If a command answers 403 or the app 5xx, wait and try again.

EOF
