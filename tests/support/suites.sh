# shellcheck shell=bash
# What ./quietroom test, check and bench do. Read by the script ./quietroom, whose helpers it uses;
# not a program of its own.
#
# Every suite appends its tests to $results, one line each: suite, pass or fail, milliseconds, name.
# The closing sum is counted from that file, so that a suite cannot claim what it did not run.

results=$PWD/$logs/results.tsv
all_suites='checks node native server deploy browser engines'

# record suite pass|fail milliseconds name
record() { printf '%s\t%s\t%s\t%s\n' "$@" >>"$results"; }
count() { awk -F'\t' -v suite="$1" -v status="$2" \
  '(suite == "" || $1 == suite) && $2 == status {n++} END {print n + 0}' "$results"; }

# run_suite name command...: a suite that fails without saying which test, or that runs no test at
# all, counts as one failed test.
run_suite() {
  local suite=$1 begin=$SECONDS status=0 passed failed
  shift
  "$@" >"$logs/test-$suite.log" 2>&1 </dev/null 9>&- || status=$?
  passed=$(count "$suite" pass)
  failed=$(count "$suite" fail)
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    record "$suite" fail 0 "$suite: ended with status $status"
  elif [ $((passed + failed)) -eq 0 ]; then
    record "$suite" fail 0 "$suite: ran no test at all"
  fi
  failed=$(count "$suite" fail)
  printf '  %-8s %5d passed, %d failed   (%d s)\n' "$suite" "$passed" "$failed" $((SECONDS - begin))
  if [ "$failed" -gt 0 ]; then
    grep -vE '^ok  |\.\.\. ok$' "$logs/test-$suite.log" | tail -n 60 | sed 's/^/    | /'
    say "    everything it said: $logs/test-$suite.log"
  fi
}

# try_build suite function: a build that fails is a failed test of that suite, not the end of the run.
try_build() {
  local suite=$1
  shift
  if ! ("$@"); then
    record "$suite" fail 0 "$suite: could not be built"
    return 1
  fi
}

# ---- the suites ----------------------------------------------------------------------------------

# check_one name command...
check_one() {
  local name=$1 begin status=pass
  shift
  begin=$(date +%s%3N)
  say "== $name"
  "$@" || status=fail
  record checks $status $(($(date +%s%3N) - begin)) "check: $name"
  [ $status = pass ]
}

check_format() {
  git ls-files -z --cached --others --exclude-standard -- '*.cc' '*.h' |
    while IFS= read -r -d '' file; do if [ -f "$file" ]; then printf '%s\0' "$file"; fi; done |
    xargs -0 -r -n 40 -P "$(nproc)" clang-format-14 --dry-run -Werror
}

run_checks() {
  local status=0
  check_one "the layout of the code (clang-format)" check_format || status=1
  check_one "who includes whom (layers)" python3 tests/checks/check_layers.py || status=1
  check_one "files, functions and links (tree)" python3 tests/checks/check_tree.py || status=1
  check_one "the texts of the interface (words)" python3 tests/checks/check_words.py || status=1
  check_one "every header compiles alone" python3 tests/checks/check_headers.py || status=1
  return $status
}

suite_checks() {
  run_suite checks run_checks_and_their_tests
}

run_checks_and_their_tests() {
  local status=0
  run_checks || status=1
  python3 tests/support/run_unittests.py checks tests/checks "$results" || status=1
  return $status
}

# node_suite suite files_at_a_time file-or-folder...: in this order, so that what takes longest can be
# begun first; *.long.test.* only with --long.
node_suite() {
  local suite=$1 concurrency=$2 files=()
  shift 2
  local skip='/no/such/name'
  [ "$long" = 1 ] || skip='*.long.test.*'
  mapfile -t files < <(
    for place in "$@"; do find "$place" -name '*.test.*js' -not -name "$skip" | sort; done |
      awk '!seen[$0]++'
  )
  run_suite "$suite" node tests/support/run_node_tests.mjs "$suite" "$results" "$concurrency" \
    "${files[@]}"
}

suite_node() { node_suite node 2 tests/web tests/support; }

suite_native() {
  try_build native build_native quietroom_tests || return 0
  local options=()
  [ "$long" = 1 ] || options=(--test-suite-exclude=long)
  ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-14) run_suite native \
    python3 tests/support/run_doctest.py native build/native/tests/quietroom_tests \
    "$results" "${options[@]}"
}

# Clients that others wrote. Where one cannot be installed, its tests say that they were left out.
ensure_clients() {
  (ensure_tools clients) || say "Going on without them; the tests that need them are left out."
}

# Some Debian packages start a service when they are installed; their programs alone do not.
# ensure_unpacked folder file package...: below build/deps, unless the system has the file already.
ensure_unpacked() {
  local folder=$1 file=$2 part=build/deps/$1.part
  shift 2
  if [ -e "/$file" ] || [ -e "build/deps/$folder/$file" ]; then return; fi
  rm -rf "$part"
  mkdir -p "$part"
  logged "$folder" "Fetching $folder for the tests" bash -c "cd $part && apt-get download -q $* &&
    for package in *.deb; do dpkg-deb -x \$package . && rm \$package || exit 1; done"
  rm -rf "build/deps/$folder"
  mv "$part" "build/deps/$folder"
}

ensure_nginx() { ensure_unpacked nginx usr/sbin/nginx nginx; }

# Servers that others wrote; the tests of one that cannot be had say that they were left out.
ensure_endpoints() {
  local modules=usr/lib/nginx/modules webdav=usr/lib/lighttpd/mod_webdav.so
  (ensure_unpacked nginx-dav $modules/ngx_http_dav_ext_module.so libnginx-mod-http-dav-ext) ||
    say "Going on without nginx's module for WebDAV; its tests as an endpoint are left out."
  (ensure_unpacked lighttpd $webdav lighttpd lighttpd-mod-webdav lighttpd-mod-openssl) ||
    say "Going on without lighttpd; its tests as an endpoint are left out."
}

suite_server() {
  ensure_clients
  try_build server ensure_nginx || return 0
  ensure_endpoints
  try_build server build_native quietroom-server quietroom-sync quietroom_{http,sync,doctor,review}_probe quietroom_copies || return 0
  QUIETROOM_SERVER=$PWD/build/native/quietroom-server node_suite server 3 \
    tests/server/{other_endpoints,endpoint_races}.test.mjs tests/server
  grep -h '^# left out' "$logs/test-server.log" | sed 's/^# /    /' || true
}

prepare_browsers() {
  prepare_app start
  build build/web "Building the network probe" http_probe
}

suite_browser() {
  try_build browser prepare_browsers || return 0
  rm -rf build/e2e
  node_suite browser 3 tests/e2e/{power_loss,typing,pictures,touch,preferences}.test.mjs tests/e2e
}

suite_engines() {
  try_build engines prepare_browsers || return 0
  node_suite engines 3 tests/engines/{screen_reader,power_loss}.test.mjs tests/engines
}

suite_deploy() {
  try_build deploy ensure_nginx || return 0
  node_suite deploy 1 tests/deploy
}

# ---- the commands --------------------------------------------------------------------------------

command_test() {
  local suites=() suite begin=$SECONDS
  long=0
  while [ $# -gt 0 ]; do
    case $1 in
      --long) long=1 ;;
      *)
        [[ " $all_suites " == *" $1 "* ]] || fail "there is no suite \"$1\"; there are: $all_suites" 2
        suites+=("$1")
        ;;
    esac
    shift
  done
  # Then the n-th call fails for every n, not for a share of them, and what is tried in one size is
  # tried in all.
  if [ "$long" = 1 ]; then export QUIETROOM_LONG=1; fi
  if [ ${#suites[@]} -eq 0 ]; then
    read -r -a suites <<<"$all_suites"
  fi
  ensure_tools start test
  with_lock
  mkdir -p "$logs"
  : >"$results"
  ensure_sources
  ensure_npm
  for suite in "${suites[@]}"; do "suite_$suite"; done
  summary $((SECONDS - begin))
}

summary() {
  local failed
  failed=$(count '' fail)
  say ""
  say "The 20 slowest tests:"
  sort -t$'\t' -k3,3nr "$results" | sed -n 1,20p |
    awk -F'\t' '{printf "  %8.2f s  %-8s %s\n", $3 / 1000, $1, $4}'
  if [ "$failed" -gt 0 ]; then
    say ""
    say "Failed:"
    awk -F'\t' '$2 == "fail" {printf "  %-8s %s\n", $1, $4}' "$results"
  fi
  say ""
  say "It took $1 s."
  say "$(count '' pass) passed, $failed failed"
  [ "$failed" -eq 0 ]
}

command_check() {
  [ $# -eq 0 ] || fail "check takes no flags." 2
  ensure_tools start test
  with_lock
  mkdir -p "$logs"
  : >"$results"
  ensure_sources
  ensure_npm
  run_checks
}

# Each bench prints lines of name, value, unit and budget, with tabs between; "-" is no budget.
command_bench() {
  local bench lines status=0
  prepare_app start test
  configure build/bench -DCMAKE_BUILD_TYPE=Release -DQUIETROOM_TESTS=OFF -DQUIETROOM_BENCH=ON "${native_compilers[@]}"
  build build/bench "Building the benches" benches
  for bench in tests/bench/*.bench.mjs build/bench/tests/bench/*_bench; do
    [ -e "$bench" ] || continue
    say ""
    say "$(basename "$bench" | sed 's/\.bench\.mjs$//; s/_bench$//')"
    if [[ $bench == *.mjs ]]; then lines=$(node "$bench") || status=1; else lines=$("$bench") || status=1; fi
    printf '%s\n' "$lines" | awk -F'\t' '
      NF == 4 { over = ($4 != "-" && $2 + 0 > $4 + 0)
        printf "  %-52s %12s %-5s  budget %10s  %s\n", $1, $2, $3, $4, $4 == "-" ? "" : over ? "OVER" : "ok"
        bad += over; next }
      NF { print "  not a line of a bench: " $0; bad++ }
      END { exit bad > 0 }' || status=1
  done
  return $status
}
