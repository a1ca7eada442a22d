/// Where a job is in its life.
public enum JobState: String, Sendable, Hashable, CaseIterable {
  case queued, running, completed, failed, cancelled

  /// The states a job can go to from this one. Nothing leads out of the last three.
  public var successors: [JobState] {
    switch self {
    case .queued: [.running, .cancelled]
    case .running: [.completed, .failed, .cancelled]
    case .completed, .failed, .cancelled: []
    }
  }

  public var isFinal: Bool { successors.isEmpty }
}

/// A policy saved after some iteration, and its score on held-out queries.
struct Checkpoint: Sendable, Hashable {
  var id: String
  var iteration: Int
  var policy: Policy
  /// The share of held-out queries that the policy solved.
  var score: Double
  var createdAt: Instant
}

/// The checkpoints of one job: the best five, the best of them first in line for evaluation.
struct CheckpointShelf: Sendable, Hashable {
  static let capacity = 5
  /// Oldest first.
  private(set) var checkpoints: [Checkpoint] = []

  /// The highest score; of equals the latest, which has learnt more.
  var best: Checkpoint? { checkpoints.max { ($0.score, $0.iteration) < ($1.score, $1.iteration) } }

  /// Saves a checkpoint and lets go of the worst *other* one when there are too many: one that was just
  /// saved, and whose id was just given out, must be there to be evaluated.
  mutating func save(_ checkpoint: Checkpoint) {
    if checkpoints.count >= Self.capacity {
      let worst = checkpoints.indices.min { left, right in
        (checkpoints[left].score, checkpoints[left].iteration)
          < (checkpoints[right].score, checkpoints[right].iteration)
      }
      if let worst { checkpoints.remove(at: worst) }
    }
    checkpoints.append(checkpoint)
  }

  func checkpoint(id: String) -> Checkpoint? { checkpoints.first { $0.id == id } }
}

/// The latest trajectories of a job, as many as one page of an export can contain.
struct TrajectoryArchive: Sendable, Hashable {
  static let capacity = 10_000
  /// Oldest first, from `start` on and round.
  private var records: [TrajectoryRecord] = []
  private var start = 0

  var count: Int { records.count }

  mutating func append(contentsOf new: [TrajectoryRecord]) {
    for record in new {
      if records.count < Self.capacity {
        records.append(record)
      } else {
        records[start] = record
        start = (start + 1) % Self.capacity
      }
    }
  }

  /// The newest first.
  var newestFirst: some Sequence<TrajectoryRecord> {
    (0..<records.count).lazy.map { records[(start + records.count - 1 - $0) % records.count] }
  }
}
