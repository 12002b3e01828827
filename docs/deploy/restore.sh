#!/bin/sh
# Puts what backup.sh copied into a new folder, while no server runs on that folder:
#   restore.sh /backup/quietroom.tar /var/lib/quietroom
# An old folder is not touched: move it away first, and keep it until the devices have synced.
set -eu
from=$1
data=${2%/}

if [ -e "$data" ] && [ -n "$(ls -A "$data")" ]; then
  echo "restore: $data is not empty; move it away first" >&2
  exit 1
fi
tar -tf "$from" ./files/ >/dev/null || { echo "restore: $from is no backup of an endpoint" >&2; exit 1; }
umask 077
mkdir -p "$data"
chmod 700 "$data"
tar -C "$data" --no-same-owner -xpf "$from"
chmod 700 "$data"
sync -f "$data"
