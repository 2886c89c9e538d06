# How the scripts of tools/ do a long thing: say what it is, keep its words in a log, show that it moves,
# and print the log only where it failed. Sourced, with $root (the source tree) and $logs set.

# step WORDS COMMAND...   Gives the command's exit code.
step() {
  local words=$1 log started code=0 ticker
  shift
  mkdir -p "$logs"
  log=$logs/$(printf '%s' "$words" | tr -cs 'a-zA-Z0-9_' '-').log
  started=$SECONDS
  echo "• $words"
  tick "$log" &
  ticker=$!
  "$@" >"$log" 2>&1 </dev/null || code=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  if [ "$code" = 0 ]; then
    [ $((SECONDS - started)) -lt 20 ] || echo "  done after $((SECONDS - started)) s"
  else
    echo "  this went wrong (exit code $code); the end of $log:"
    grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking)' "$log" | tail -n 60 | sed 's/^/  | /'
  fi
  return "$code"
}

# Prints the last line of a growing log now and then.
tick() {
  local last=
  while sleep 20; do
    last=$(tail -n 1 "$1" 2>/dev/null | tr -d '\r' | cut -c 1-100)
    echo "  … $last"
  done
}

# not_here_yet WHAT   For a step whose subject has not been written; never silent.
not_here_yet() { echo "• not here yet: $*"; }

configure() { step "Configuring $1" cmake --preset "$1"; }
