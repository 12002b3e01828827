#!/bin/sh
# Copies the folder of a quietroom-server into one file, while the server runs:
#   backup.sh /var/lib/quietroom /backup/quietroom.tar
# Objects never change in place, so hard links to them are a snapshot that takes moments; the slow
# part, writing them out, happens from there. The file holds sealed objects and hashes of tokens, no
# key and no token. How to restore, and what it does not promise: docs/endpoint.md.
set -eu
data=${1%/}
out=$2
snapshot=$data/.qr-backup

[ -d "$data/files" ] || { echo "backup: $data has no folder \"files\"" >&2; exit 1; }
umask 077
trap 'rm -rf "$snapshot"' EXIT
trap 'exit 1' INT TERM

# An object that is removed between being listed and being linked makes cp fail: then again.
tries=0
while :; do
  rm -rf "$snapshot"
  mkdir "$snapshot"
  if cp -al "$data/files" "$snapshot/files" 2>"$snapshot/why"; then break; fi
  tries=$((tries + 1))
  [ "$tries" -lt 20 ] || { cat "$snapshot/why" >&2; exit 1; }
done
if [ -e "$data/tokens" ]; then cp -p "$data/tokens" "$snapshot/tokens"; fi
rm -f "$snapshot/why"

tar -C "$snapshot" --exclude='.qr-*' -cf "$out.part" .
sync "$out.part"
mv "$out.part" "$out"
