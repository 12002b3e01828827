#!/bin/sh
# Verifies a file endpoint and keeps a backup of it elsewhere; for cron or a timer:
#   backup-sync.sh https://notes.example.org/sync /etc/quietroom/token /backup/quietroom
# The token may be one that only reads. The folder gets the sealed objects: what is new each time. No
# key is needed and none is in it. Says nothing when all is well; the exit status is that of
# quietroom-sync. How to put a backup back: docs/sync-tool.md.
set -u
address=$1
token=$2
folder=$3
worst=0

look() {
  said=$(quietroom-sync "$@" --address "$address" --token-file "$token" 2>&1)
  status=$?
  [ "$status" -eq 0 ] || printf 'quietroom-sync %s:\n%s\n' "$1" "$said"
  [ "$status" -le "$worst" ] || worst=$status
}

look export --to "$folder"
look check --read-data
exit "$worst"
