import JSON

/// The bodies of the webhook events of a job.
extension Job {
  private func notice(_ event: WebhookEvent, at moment: Instant, _ more: [(String, JSON)]) -> WebhookNotice {
    let data =
      [("job_id", JSON.string(id)), ("agent_id", .string(agentID)), ("status", .string(state.rawValue))]
      + more
    return WebhookNotice(event: event, moment: moment, data: .object(data))
  }

  private var cost: (String, JSON) { ("cost_usd", .string(budget.spent.dollars)) }
  private var total: (String, JSON) { ("total_iterations", .number(config.iterations)) }

  /// The notice of something that happens while the job goes on.
  func runningNotice(_ event: WebhookEvent, at moment: Instant, _ more: JSON) -> WebhookNotice {
    switch event {
    case .progress:
      notice(
        event, at: moment,
        [
          ("current_iteration", .number(iterations)), total,
          ("progress_percent", .fixed(progressPercent, places: 1)),
          ("train_loss", .fixed(convergence.losses.last ?? 0, places: 4)),
          ("avg_reward", .fixed(meanReward ?? 0, places: 4)), cost,
        ])
    case .budgetWarning:
      notice(
        event, at: moment,
        (more.object?.members ?? []).map { ($0.name, $0.value) } + [
          cost, ("budget_usd", .string(budget.cap.dollars)),
        ])
    case .started, .completed, .failed, .cancelled:
      notice(
        .started, at: moment, [total, ("started_at", .string((startedAt ?? moment).timestamp))])
    }
  }

  /// The notice of the job's end; `checkpoint` is the one saved then.
  func endNotice(at moment: Instant, _ checkpoint: Checkpoint?) -> WebhookNotice {
    let done: (String, JSON) = ("iterations_completed", .number(iterations))
    switch state {
    case .completed:
      return notice(
        .completed, at: moment,
        [
          done, ("best_checkpoint_id", checkpoints.best.map { .string($0.id) } ?? .null),
          (
            "final_metrics",
            .object([("success_rate", .fixed(validationAccuracy ?? 0, places: 4)), cost])
          ),
        ])
    case .failed:
      return notice(.failed, at: moment, [done, ("error_message", .string(errorMessage ?? "")), cost])
    case .cancelled, .queued, .running:
      return notice(
        .cancelled, at: moment,
        [
          done, ("reason", .string(reason ?? "")),
          ("checkpoint_id", checkpoint.map { .string($0.id) } ?? .null), cost,
        ])
    }
  }
}
