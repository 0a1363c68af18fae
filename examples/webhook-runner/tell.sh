#!/bin/sh
# Tells Zerotouch how it goes: tell.sh PATH JSON. Tried again while the network is down.
set -eu
curl --fail-with-body --silent --show-error --retry 5 --retry-connrefused --max-time 30 \
  -X PATCH "$ZEROTOUCH_URL/v1/$1" \
  -H "Authorization: Bearer $ZEROTOUCH_KEY" -H 'Content-Type: application/json' -d "$2" >/dev/null
