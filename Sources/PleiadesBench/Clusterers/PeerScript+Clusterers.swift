extension PeerScript {
  /// A job of the clusterers' script, or of `additions`, in a process of its own.
  func row(_ job: ClustererJob, _ peer: ClustererPeer, _ options: BenchOptions) throws -> BenchRow {
    let program = """
      import sys
      text = open(sys.argv[1]).read(); space = {"__name__": "peers", "__file__": sys.argv[1]}
      exec(text, space)
      exec(sys.argv[2], space)
      table, peer, params = sys.argv[3], sys.argv[4], eval(sys.argv[5])
      n, d, reps = map(int, sys.argv[6:9])
      place = next(i for i, j in enumerate(space["JOBS"])
        if (j["table"], j["peer"], j["n"], j["d"]) == (table, peer, n, d)
        and all(j["params"].get(k) == v for k, v in params.items()))
      space["run_one"](place, reps)
      """
    let words = [program, path, Self.additions, peer.table, peer.name, peer.parameters].map(quoted)
    let answer = try output(
      of: "PEER_THREADS=\(options.threads) timeout \(Self.patience) python3 -c \(words.joined(separator: " ")) \(job.rows) \(job.columns) "
        + "\(options.repetitions) 2>/dev/null")
    var row = try row(job.name, peer.name, answer, rows: job.rows, columns: job.columns)
    row.settings = job.settings
    // The script counts in MiB.
    row.peakMegabytes = number("rss_mib", in: answer)
    row.megabytesBefore = number("rss_before_mib", in: answer)
    row.objective = object("quality", in: answer)
    return row
  }

  /// Seconds after which a peer is given up.
  private static let patience = 420

  /// The names and values of the object after `"name":`, as "name=value name=value".
  private func object(_ name: String, in text: String) -> String? {
    let parts = text.split(separator: "\"\(name)\": {", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    return parts[1].prefix { $0 != "}" }.split(separator: ",").map { pair in
      pair.filter { $0 != "\"" && $0 != " " }.split(separator: ":", maxSplits: 1).joined(separator: "=")
    }.joined(separator: " ")
  }

  /// The text after `"name":` in a flat JSON object.
  func string(_ name: String, in text: String) -> String? {
    let parts = text.split(separator: "\"\(name)\":\"", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? String(parts[1].prefix { $0 != "\"" }) : nil
  }

  /// Jobs that the script has none of, in its own terms.
  private static let additions = """
    def spread(X, l):
        return float(sum(((X[l == c] - X[l == c].mean(0)) ** 2).sum() for c in np.unique(l)))
    def birch_sk(n, d, k, threshold):
        from sklearn.cluster import Birch
        X, y = blobs(n, d, 50, 1.0, 1)
        run = lambda: Birch(threshold=threshold, branching_factor=50, n_clusters=k).fit(X)
        return run, lambda m: dict(inertia=spread(X, m.labels_), clusters=ncl(m.labels_), balls=len(m.subcluster_labels_), ari=ari(y, m.labels_))
    def shift_sk(n, d, bandwidth):
        from sklearn.cluster import MeanShift
        X, y = nois(n, d)
        run = lambda: MeanShift(bandwidth=bandwidth, n_jobs=NT).fit(X)
        return run, lambda m: dict(clusters=ncl(m.labels_), ari=ari(y, m.labels_))
    def affinity_sk(n, d, damping):
        from sklearn.cluster import AffinityPropagation
        X, y = blobs(n, d, 20, 1.0, 3)
        run = lambda: AffinityPropagation(damping=damping, random_state=0).fit(X)
        def q(m):
            from sklearn.metrics.pairwise import euclidean_distances
            p = np.median(-euclidean_distances(X, squared=True))
            c = m.cluster_centers_indices_; s = -((X - X[c][m.labels_]) ** 2).sum(1); s[c] = p
            return dict(netSimilarity=float(s.sum()), clusters=len(c), ari=ari(y, m.labels_))
        return run, q
    for n in (10_000, 100_000):
        for d in (2, 10):
            job("birch", "sklearn", n, d, birch_sk, k=50, threshold=0.5 if d == 2 else 2.5)
    for n, d in ((2000, 2), (10_000, 2), (2000, 10)):
        job("mean-shift", "sklearn", n, d, shift_sk, bandwidth=1.0 if d == 2 else 4.0)
    for n in (1000, 2000, 4000):
        job("affinity", "sklearn", n, 10, affinity_sk, damping=0.5)
    """
}
