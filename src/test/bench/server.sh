# Starts and stops the server under test; sourced by the programs beside it, which set $root and call stop at
# their end.

starter=
data=

free_port() {
  local port
  while port=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# await WORDS LOG: until what was started has said so
await() {
  until grep -q "$1" "$2"; do
    kill -0 "$starter" || { cat "$2" >&2; exit 1; }
    sleep 0.2
  done
}

# start_ours PORT LOG: ours as payara/run does, with a database of its own in $data, which may be there; its process
# id in $pid
start_ours() {
  : >"$2"
  [[ $data ]] || data=$(mktemp -d)
  "$root/payara/run" --port "$1" --data "$data" >"$2" 2>&1 &
  starter=$!
  await "http://localhost:$1/mongoose/\$" "$2"
  pid=$(pgrep -P "$starter" java)
}

# ends what was started, and leaves its data there
stop_server() {
  [[ $starter ]] && { kill "$starter" 2>/dev/null || true; wait "$starter" 2>/dev/null || true; }
  starter=
}

stop() {
  stop_server
  [[ $data ]] && rm -rf "$data"
  data=
}
