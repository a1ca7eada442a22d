import Determinism
import JSON
import Testing

@testable import TrainingMock

/// Jobs on the virtual clock, without the service round them.
struct JobTests {
  private func job(
    _ change: (inout GRPOConfig) -> Void = { _ in }, evaluationData: [String]? = nil, seed: UInt64 = 5
  ) -> Job {
    var config = Fixture.config
    change(&config)
    return Job(
      id: uuid(seed: seed), agentID: "agent", config: config, trainingData: (0..<100).map { "Task \($0)" },
      evaluationData: evaluationData, createdAt: .standardStart,
      environment: TaskEnvironment(seed: seed), seed: seed)
  }

  private func later(_ seconds: Int) -> Instant { .standardStart + seconds * 1000 }

  @Test func stateTransitions() {
    #expect(JobState.queued.successors == [.running, .cancelled])
    #expect(JobState.running.successors == [.completed, .failed, .cancelled])
    for state in [JobState.completed, .failed, .cancelled] {
      #expect(state.isFinal)
      #expect(state.successors == [])
    }
  }

  @Test func aJobWaitsRunsAndCompletes() {
    var job = job { $0.iterations = 12 }
    #expect(job.state == .queued)
    _ = job.advance(to: later(89))
    #expect(job.state == .queued)
    #expect(job.startedAt == nil)
    _ = job.advance(to: later(90))
    #expect(job.state == .running)
    #expect(job.startedAt == later(90))
    #expect(job.iterations == 0)
    #expect(job.estimatedCompletion == nil)
    _ = job.advance(to: later(110))
    #expect(job.state == .running)
    #expect((1..<12).contains(job.iterations))
    #expect(job.estimatedCompletion.map { $0 > later(100) } == true)
    _ = job.advance(to: later(600))
    #expect(job.state == .completed)
    #expect(job.iterations == 12)
    #expect(job.estimatedCompletion == nil)
    #expect(job.checkpoints.checkpoints.map(\.iteration) == [10, 12])
  }

  @Test func jobStateDoesNotDependOnPollingFrequency() {
    var often = job { $0.iterations = 40 }
    var once = often
    var events = 0
    for second in 0..<400 { events += often.advance(to: later(second)).count }
    let all = once.advance(to: later(399))
    #expect(often.statusResult == once.statusResult)
    #expect(events == all.count)
    #expect(
      often.exportResult(successOnly: false, minimumReward: nil, limit: 50, offset: 0)
        == once.exportResult(successOnly: false, minimumReward: nil, limit: 50, offset: 0))
  }

  @Test func onlyARunningJobIsCancelledWithACheckpoint() {
    var queued = job()
    let first = queued.cancel(reason: nil, at: later(10))
    #expect(first?.events.count == 2)
    #expect(first?.checkpoint == nil)
    #expect(queued.state == .cancelled)
    #expect(queued.reason == "cancelled_by_user")
    #expect(queued.advance(to: later(1000)).isEmpty)
    #expect(queued.startedAt == nil)

    var running = job()
    _ = running.advance(to: later(130))
    let second = running.cancel(reason: "wrong data", at: later(130))
    #expect(second?.checkpoint?.iteration == running.iterations)
    #expect(running.reason == "wrong data")
    #expect(running.endedAt == later(130))
    #expect(running.cancel(reason: nil, at: later(140)) == nil)
    #expect(running.reason == "wrong data")
  }

  @Test func anExhaustedBudgetCancelsTheJobWithinOneIteration() {
    var job = job { $0.budget = Money(microdollars: 1_000_000) }
    let events = job.advance(to: later(3600))
    #expect(job.state == .cancelled)
    #expect(job.reason == "budget_exceeded")
    #expect(job.iterations > 1)
    #expect(job.checkpoints.checkpoints.last?.iteration == job.iterations)
    #expect(job.budget.spent <= Money(microdollars: 1_150_000))
    #expect(job.budget.spent >= Money(microdollars: 800_000))
    guard events.count > 1, case .ended(.cancelled) = events[events.count - 2],
      case .notice(let notice)? = events.last
    else {
      Issue.record("the last events are not the end and its notice")
      return
    }
    #expect(notice.event == .cancelled)
    #expect(notice.data["reason"] == "budget_exceeded")
  }

  @Test func jobFailsWhenNoTrajectoryCanFinish() {
    var job = job { $0.maximumSteps = 1 }
    _ = job.advance(to: later(600))
    #expect(job.state == .failed)
    #expect(
      job.errorMessage
        == "No attempt of iteration 1 ended within max_steps_per_trajectory = 1; raise it")
    #expect(job.iterations == 0)
    #expect(job.budget.spent.microdollars == 128 * 250)
    #expect(job.checkpoints.best == nil)
    #expect(job.statusResult["metrics"] == JSON.object([]))
  }

  @Test func higherLearningRateImprovesThePolicySooner() {
    let queries = (0..<200).map { "Unseen \($0)" }
    func success(_ rate: Double, iterations: Int) -> Double {
      var job = job {
        $0.learningRate = rate
        $0.iterations = iterations
      }
      _ = job.advance(to: later(100_000))
      return EvaluationSample(
        queries: queries, policy: job.policy, environment: job.environment, maximumSteps: 20, seed: 1
      ).successRate
    }
    let baseline = success(1e-12, iterations: 1)
    let slow = success(0.00001, iterations: 30)
    let usual = success(0.0001, iterations: 30)
    #expect(baseline < 0.6)
    #expect(usual > baseline + 0.15)
    #expect(usual > slow)
  }

  @Test func trainingConvergesAndStopsEarly() {
    var job = job()
    _ = job.advance(to: later(100_000))
    #expect(job.state == .completed)
    #expect(job.iterations < 1000)
    #expect(job.convergence.isReached)
  }

  @Test func singleTrajectoryPerQueryCausesNoUpdate() {
    var job = job { $0.trajectoriesPerQuery = 1 }
    _ = job.advance(to: later(100_000))
    #expect(job.policy == job.environment.baseline)
    #expect(job.iterations == 10)
    #expect(job.convergence.losses == Array(repeating: 0, count: 10))
  }

  @Test func validationUsesTheLastFifthWithoutEvaluationData() {
    #expect(job().trainingQueries.count == 80)
    #expect(job().validationQueries.first == "Task 80")
    let separate = job(evaluationData: ["a", "b"])
    #expect(separate.trainingQueries.count == 100)
    #expect(separate.validationQueries == ["a", "b"])
  }

  @Test func keepsTheNewestAndTheFourBestOtherCheckpoints() {
    var shelf = CheckpointShelf()
    let scores = [0.5, 0.9, 0.4, 0.6, 0.7, 0.8, 0.1]
    for (index, score) in scores.enumerated() {
      shelf.save(
        Checkpoint(
          id: "\(index)", iteration: index, policy: Policy(logits: []), score: score,
          createdAt: .standardStart))
    }
    #expect(shelf.checkpoints.map(\.score) == [0.9, 0.6, 0.7, 0.8, 0.1])
    #expect(shelf.best?.id == "1")
    #expect(shelf.checkpoint(id: "0") == nil)
  }

  @Test func latestCheckpointWinsOnEqualScores() {
    var shelf = CheckpointShelf()
    for index in 1...3 {
      shelf.save(
        Checkpoint(
          id: "\(index)", iteration: index, policy: Policy(logits: []), score: 0.5,
          createdAt: .standardStart))
    }
    #expect(shelf.best?.id == "3")
  }

  @Test func largestDefaultJobUsesBoundedMemory() {
    // At this rate it hardly learns, so that it runs to the end of its budget instead of converging.
    var job = job {
      $0.learningRate = 1e-9
      $0.budget = Money(microdollars: 1_000_000_000)
      $0.iterations = 400
    }
    _ = job.advance(to: later(1_000_000))
    #expect(job.iterations == 400)
    #expect(job.trajectoriesGenerated == 400 * 16 * 8)
    #expect(job.archive.count == TrajectoryArchive.capacity)
    let numbers = job.archive.newestFirst.prefix(200).map(\.end)
    #expect(numbers == numbers.sorted(by: >))
  }
}
