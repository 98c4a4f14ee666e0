/// Jobs beside their peers. Every job runs in a process of its own, ours as the peers', so that its peak memory is its
/// own. Pleiades' row comes last, with its ratio to the best peer.
struct JobTable {
  /// As typed on the command line.
  let bench: String
  let jobs: [ClustererJob]

  func run(_ options: BenchOptions, _ emit: (BenchRow) -> Void) throws {
    if let place = options.place {
      guard place <= jobs.count else { throw BenchError.usage("--place goes up to \(jobs.count)") }
      emit(try jobs[place - 1].measured(options))
      return
    }
    let chosen = jobs.indices.filter { jobs[$0].isChosen(by: options) }
    guard !chosen.isEmpty else {
      let names = Set(jobs.map(\.name)).sorted().joined(separator: ", ")
      throw BenchError.usage("no job is chosen; their names are \(names)")
    }
    let peers = options.peers.map(PeerScript.init)
    for place in chosen {
      let job = jobs[place]
      var own = try ownRow(job, place: place + 1, options)
      var best: Double?
      for peer in job.peers {
        // A peer that is not installed, or fails, has no row.
        guard let peers, var row = try? peers.row(job, peer, options) else { continue }
        row.ratio = own.fastest / row.fastest
        best = min(best ?? .infinity, row.fastest)
        emit(row)
      }
      own.ratio = best.map { own.fastest / $0 }
      own.target = best.map { _ in .ratio(job.rows >= 10_000 ? 1 : 1.5) }
      emit(own)
    }
  }

  /// This program again, for one job.
  private func ownRow(_ job: ClustererJob, place: Int, _ options: BenchOptions) throws -> BenchRow {
    let script = PeerScript(path: "")
    let answer = try script.output(
      of: "\(script.quoted(CommandLine.arguments[0])) \(bench) --format json --place \(place) "
        + "--reps \(options.repetitions) --threads \(options.threads)")
    guard let seconds = script.number("seconds", in: answer), let fastest = script.number("fastest", in: answer) else {
      throw BenchError.peer("\(job.title) answered \"\(answer)\"")
    }
    return BenchRow(
      job: job.name, by: "pleiades", rows: job.rows, columns: job.columns, settings: job.settings, seconds: seconds,
      fastest: fastest, peakMegabytes: script.number("peakMegabytes", in: answer),
      megabytesBefore: script.number("megabytesBefore", in: answer), objective: script.string("objective", in: answer))
  }
}
