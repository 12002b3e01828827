#!/usr/bin/env bash
# Builds the fuzzers into build/fuzz and runs each: tests/fuzz/run.sh [seconds each] [names].
# What they find lies in build/fuzz/found; make it a golden vector.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-60}
if [ $# -gt 0 ]; then shift; fi
for name in "$@"; do
  [ -e "tests/fuzz/${name}_fuzz.cc" ] || { echo "there is no fuzzer \"$name\"" >&2; exit 2; }
done
CC=clang-14 CXX=clang++-14 cmake -S . -B build/fuzz -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DQUIETROOM_SANITIZE=ON -DQUIETROOM_FUZZ=ON -DQUIETROOM_TESTS=OFF >/dev/null
ninja -C build/fuzz ${QUIETROOM_JOBS:+-j$QUIETROOM_JOBS} quietroom_fuzzers
node tests/fuzz/seeds.mjs build/fuzz/seeds
mkdir -p build/fuzz/found
for source in tests/fuzz/*_fuzz.cc; do
  name=$(basename "$source" _fuzz.cc)
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
  mkdir -p "build/fuzz/corpus/$name" "build/fuzz/seeds/$name"
  printf '== %s: ' "$name"
  "build/fuzz/tests/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 \
    -artifact_prefix="build/fuzz/found/$name-" -print_final_stats=1 \
    "build/fuzz/corpus/$name" "build/fuzz/seeds/$name" >"build/fuzz/$name.log" 2>&1 ||
    { tail -30 "build/fuzz/$name.log"; exit 1; }
  grep 'number_of_executed_units' "build/fuzz/$name.log" | sed 's/.*: */runs: /'
done
