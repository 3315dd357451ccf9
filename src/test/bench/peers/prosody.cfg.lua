-- Prosody as a chat server for web pages, to measure beside: anonymous users, rooms with an archive.
daemonize = false
run_as_root = true
pidfile = "@DATA@/prosody.pid"
data_path = "@DATA@"
log = { warn = "@DATA@/prosody.log" }
network_backend = "epoll"
gc = { mode = "generational" }
interfaces = { "127.0.0.1" }
c2s_ports = {}
legacy_ssl_ports = {}
s2s_ports = {}
http_ports = { @PORT@ }
http_interfaces = { "127.0.0.1" }
https_ports = {}
network_settings = { max_connections = 100000 }
modules_enabled = { "disco", "saslauth", "ping", "websocket", "bosh" }
modules_disabled = { "s2s", "tls", "offline" }
c2s_require_encryption = false
consider_websocket_secure = true
consider_bosh_secure = true
http_paths = { websocket = "/ws", bosh = "/bosh" }
http_default_host = "localhost"

VirtualHost "localhost"
  authentication = "anonymous"

Component "conference.localhost" "muc"
  modules_enabled = { "muc_mam" }
  muc_log_by_default = true
  muc_log_all_rooms = true
  muc_room_default_persistent = true
  muc_room_default_history_length = 0
  -- its default of 256 would write rooms to disk and read them back all the time
  muc_room_cache_size = 5000
