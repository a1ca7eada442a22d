import HTTP
import JSON
import Testing

@testable import TrainingMock

struct MetricsTests {
  private func metrics(_ service: TrainingService) async -> String {
    await service.respond(to: HTTPExchangeRequest(method: "GET", path: "/metrics")).text
  }

  @Test func catalogueHas16TrainingAnd2HTTPMetrics() {
    #expect(
      TrainingMetric.training.map(\.name) == [
        "training_jobs_created_total", "training_jobs_completed_total", "training_jobs_failed_total",
        "training_jobs_cancelled_total", "training_jobs_active",
        "training_trajectory_generation_duration_seconds", "training_policy_update_duration_seconds",
        "training_iteration_duration_seconds", "training_checkpoint_save_duration_seconds",
        "training_budget_usage_usd", "training_budget_limit_usd", "training_budget_utilization_percent",
        "training_iteration_current", "training_iteration_total", "training_loss", "training_reward_mean",
      ])
    #expect(TrainingMetric.http.map(\.name) == ["http_requests_total", "http_request_duration_seconds"])
    for metric in TrainingMetric.catalogue {
      #expect((metric.type == .histogram) == !metric.buckets.isEmpty)
      #expect(metric.buckets == metric.buckets.sorted())
      #expect(metric.help.hasSuffix("."))
    }
  }

  @Test func newServiceExposesHelpAndTypeOfEveryMetric() async throws {
    let text = await metrics(try Fixture.service())
    for metric in TrainingMetric.catalogue {
      #expect(
        text.contains("# HELP \(metric.name) \(metric.help)\n# TYPE \(metric.name) \(metric.type.rawValue)\n")
      )
    }
    #expect(text.contains("\ntraining_jobs_active 0\n"))
    #expect(!text.contains("{"))
  }

  @Test func contentTypeIsPrometheusTextFormat() async throws {
    let response = try await Fixture.service().respond(
      to: HTTPExchangeRequest(method: "GET", path: "/metrics"))
    #expect(response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
  }

  @Test func histogramBucketsAreCumulative() {
    var registry = MetricsRegistry()
    registry.observe(.checkpointDuration, milliseconds: [100, 101, 20_000], "agent \"x\"\\\n")
    let text = registry.exposition()
    let name = "training_checkpoint_save_duration_seconds"
    let label = #"agent_id="agent \"x\"\\\n""#
    #expect(
      text.contains(
        """
        \(name)_bucket{\(label),le="0.1"} 1
        \(name)_bucket{\(label),le="0.5"} 2
        \(name)_bucket{\(label),le="1"} 2
        \(name)_bucket{\(label),le="2"} 2
        \(name)_bucket{\(label),le="5"} 2
        \(name)_bucket{\(label),le="10"} 2
        \(name)_bucket{\(label),le="+Inf"} 3
        \(name)_sum{\(label)} 20.201
        \(name)_count{\(label)} 3

        """))
  }

  @Test func metricsReflectJobActivity() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(["n_iterations": 20, "batch_size": 4, "max_budget_usd": "5.00"])
    let cancelled = try await service.startJob()
    _ = try await service.result("cancel", ["job_id": .string(cancelled)])
    #expect(await metrics(service).contains("\ntraining_jobs_active 1\n"))
    let failed = try await service.startJob(["max_steps_per_trajectory": 1])
    let last = try #require(try await service.run(id).last)
    _ = try await service.run(failed)
    let iterations = try #require(last["current_iteration"]?.int)
    let generated = try #require(last["metrics"]?["trajectories_generated"]?.int)
    let text = await metrics(service)
    let agent = #"agent_id="support-agent""#
    let job = #"\#(agent),job_id="\#(id)""#
    let cost = try #require(await service.state.jobs[id]?.budget.spent.double)
    for line in [
      "training_jobs_created_total{\(agent)} 3", "training_jobs_completed_total{\(agent)} 1",
      "training_jobs_failed_total{\(agent)} 1", "training_jobs_cancelled_total{\(agent)} 1",
      "training_jobs_active 0", "training_iteration_current{\(job)} \(iterations)",
      "training_iteration_total{\(job)} 20", "training_budget_limit_usd{\(job)} 5",
      "training_budget_usage_usd{\(job)} \(fixed(cost, places: 6))",
      // The failed job carried out one iteration of 16 × 8 attempts.
      "training_iteration_duration_seconds_count{\(agent)} \(iterations + 1)",
      "training_policy_update_duration_seconds_count{\(agent)} \(iterations + 1)",
      "training_trajectory_generation_duration_seconds_count{\(agent)} \(generated + 128)",
    ] {
      #expect(text.contains("\n\(line)\n"), "\(line)")
    }
    let loss = try #require(last["metrics"]?["train_loss"]?.double)
    let shown = text.split(separator: "\n").first { $0.hasPrefix("training_loss{\(job)} ") }
    let value = try #require(shown?.split(separator: " ").last.flatMap { Double($0) })
    #expect(abs(value - loss) < 0.0001)
  }

  @Test func countsHTTPRequestsAndGroupsUnknownPaths() async throws {
    let service = try Fixture.service()
    _ = try await service.exchange("get_status", [:])
    for path in ["/a", "/b", "/health/live"] {
      _ = await service.respond(to: HTTPExchangeRequest(method: "GET", path: path))
    }
    _ = await service.respond(to: HTTPExchangeRequest(method: "BREW", path: "/a"))
    let text = await metrics(service)
    for line in [
      #"http_requests_total{method="GET",endpoint="/health/live",status_code="200"} 1"#,
      #"http_requests_total{method="GET",endpoint="other",status_code="404"} 2"#,
      #"http_requests_total{method="OTHER",endpoint="other",status_code="404"} 1"#,
      #"http_requests_total{method="POST",endpoint="/api/v1/jsonrpc",status_code="200"} 1"#,
      #"http_request_duration_seconds_count{method="POST",endpoint="/api/v1/jsonrpc"} 1"#,
    ] {
      #expect(text.contains("\n\(line)\n"), "\(line)")
    }
  }
}
