-- post.lua - for wrk: a report of forms/library/diagnostico.md a request, each with its own ordered UUID.
-- wrk -t2 -c64 -d5s -s tests/bench/post.lua http://127.0.0.1:PORT/j/CODE     (the path of an open workshop's form)
-- Counts what was not 201 as well: "stored N other N" at the end.   SPDX-License-Identifier: GPL-3.0-or-later
local threads = {}
local n_threads = 0

function setup(thread)
  n_threads = n_threads + 1
  thread:set("id", n_threads)
  threads[#threads + 1] = thread
end

local problems = {
  "No+hay+agua+desde+hace+tres+semanas+y+la+pipa+no+llega+a+la+colonia",
  "El+drenaje+se+tapa+cada+vez+que+llueve+y+se+mete+a+las+casas",
  "La+calle+est%C3%A1+muy+oscura+y+han+asaltado+a+las+muchachas+que+salen+del+turno",
  "El+cami%C3%B3n+pasa+cada+dos+horas+y+los+ni%C3%B1os+llegan+tarde+a+la+escuela",
  "Tiran+basura+en+el+arroyo+y+nadie+la+recoge",
}

local ms, n, salt

function init(arguments)
  -- The clock's milliseconds are this run's start; a counter of 30 bits follows it, as the server's own UUIDs have, then
  -- bits of the thread and of the run.
  math.randomseed(os.time() * 1000 + id)
  ms = os.time() * 1000
  n = 0
  salt = math.random(0, 65535)
  stored, other = 0, 0
  wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
  wrk.headers["Accept"] = "application/json"
end

local function uuid()
  n = n + 1
  local high = math.floor(n / 262144) % 4096 -- 12 bits after the version, 18 after the variant
  local low = n % 262144
  return string.format("%08x-%04x-7%03x-%04x-%04x%04x%04x", math.floor(ms / 65536), ms % 65536, high,
    32768 + math.floor(low / 16), (low % 16) * 4096 + id, salt, math.random(0, 65535))
end

function request()
  local body = "uuid=" .. uuid() .. "&problema=" .. problems[n % #problems + 1] ..
    "&tema=agua&lugar/municipio=Torre%C3%B3n&lugar/colonia=Ejido+La+Uni%C3%B3n&gravedad=diaria&afecta=colonia&frecuencia=diario"
  return wrk.format("POST", nil, nil, body)
end

function response(status)
  if status == 201 then stored = stored + 1 else other = other + 1 end
end

function done(summary, latency)
  local s, o = 0, 0
  for _, thread in ipairs(threads) do
    s = s + thread:get("stored")
    o = o + thread:get("other")
  end
  io.write(string.format("stored %d other %d per_second %.0f p50_ms %.2f p99_ms %.2f\n", s, o, s / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
