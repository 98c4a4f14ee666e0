extension PeerScript {
  /// A job of the clusterers' script, found by its table, peer, rows and columns.
  func clustererRow(
    _ job: String, table: String, peer: String, rows: Int, columns: Int, repetitions: Int
  ) throws -> BenchRow {
    let program = """
      import sys, time, json, resource
      text = open(sys.argv[1]).read(); space = {"__name__": "peers", "__file__": sys.argv[1]}
      exec(text, space)
      table, peer, n, d, reps = sys.argv[2], sys.argv[3], *map(int, sys.argv[4:7])
      job = next(j for j in space["JOBS"] if (j["table"], j["peer"], j["n"], j["d"]) == (table, peer, n, d))
      if job["warm"]: job["fn"](min(n, 1200), d, **job["params"])[0]()
      run = job["fn"](n, d, **job["params"])[0]; T = []
      for _ in range(reps):
          t = time.perf_counter(); run(); T.append(time.perf_counter() - t)
      T.sort()
      peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
      print(json.dumps(dict(seconds=T[len(T) // 2], min=T[0], peak=peak)))
      """
    let answer = try output(
      of: "python3 -c \(quoted(program)) \(quoted(path)) \(table) \(peer) \(rows) \(columns) \(repetitions)")
    return try row(job, peer, answer, rows: rows, columns: columns)
  }
}
