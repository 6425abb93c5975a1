-- Asks for suggestions with the bodies of a file, one a line, in turn; says in one line what came of it.
local bodies, n = {}, 0

function init(args)
  for line in io.lines(args[1]) do bodies[#bodies + 1] = line end
end

function request()
  n = n % #bodies + 1
  return wrk.format("POST", nil, { ["content-type"] = "application/json" }, bodies[n])
end

function done(summary, latency, requests)
  local errors = summary.errors
  local sum = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local p50, p99 = latency:percentile(50) / 1000, latency:percentile(99) / 1000
  print(string.format("kb: %d %f %f %f %d", summary.requests, summary.duration / 1e6, p50, p99, sum))
end
