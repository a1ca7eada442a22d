// Registers two reward functions of one's own and values sample trajectories with them. Needs no service.

import ExampleSupport
// region: imports
import Foundation
import TrainingClient

// endregion

let program = Program(
  name: "custom-rewards",
  usage: """
    USAGE: custom-rewards

    Registers two reward functions, lists the registry and values two sample trajectories.
    Works offline: it sends nothing to the service.

    OPTIONS:
      --help   show this text

    EXIT STATUS: 0 done, 1 a function was refused, 2 misuse, 130 Ctrl-C
    """)

// region: documentation-quality
/// 0.4 for success, 0.3 for a description of more than 100 words, 0.2 for examples,
/// 0.1 for references.
let documentationQuality: RewardFunction = { trajectory in
  let results = trajectory.steps.map(\.result)
  let isDescribed = results.contains {
    $0["has_description"]?.bool == true && ($0["word_count"]?.number ?? 0) > 100
  }
  let hasExamples = results.contains { $0["has_examples"]?.bool == true }
  let hasReferences = results.contains { $0["references"]?.isTruthy == true }
  var reward = trajectory.success == true ? 0.4 : 0
  if isDescribed { reward += 0.3 }
  if hasExamples { reward += 0.2 }
  if hasReferences { reward += 0.1 }
  return min(max(reward, 0), 1)
}
// endregion

// region: test-coverage
/// 0.5 for success, up to 0.4 for the best coverage, 0.1 for edge cases.
let testCoverage: RewardFunction = { trajectory in
  let results = trajectory.steps.map(\.result)
  let coverage = results.compactMap { $0["coverage"]?.number }.max() ?? 0
  let hasEdgeCases = results.contains { $0["tests_edge_cases"]?.bool == true }
  var reward = trajectory.success == true ? 0.5 : 0
  reward += 0.4 * coverage
  if hasEdgeCases { reward += 0.1 }
  return min(max(reward, 0), 1)
}
// endregion

await program.run { arguments in
  try arguments.finish()

  // region: register
  var registry = RewardRegistry.withBuiltIns()
  try registry.register("documentation_quality", documentationQuality)
  try registry.register("test_coverage", testCoverage)

  try registry.setAgentStrategy("doc", function: "documentation_quality")
  try registry.setAgentStrategy("test", function: "test_coverage")
  try registry.setAgentStrategy("code", function: "code_quality")
  try registry.setDefaultStrategy("task_efficiency")
  // endregion

  print("Reward functions:")
  for name in registry.names { print("  \(name)") }
  print("Agent types:")
  for type in ["doc", "test", "code", "chat"] {
    print("  \(type) is scored by \(try registry.resolveStrategy(agentType: type))")
  }

  // region: score
  let page = Trajectory(
    query: "Document the export method",
    steps: [
      Step(result: ["has_description": true, "word_count": 180]),
      Step(result: ["has_examples": true, "references": ["api/types"]]),
    ],
    success: true)
  let byName = try registry.reward(of: page, function: "documentation_quality")

  let tests = Trajectory(
    query: "Test the export method",
    steps: [
      Step(result: ["coverage": 0.95, "tests_edge_cases": true])
    ],
    success: true)
  let engine = RewardEngine(registry: registry)
  let byType = try engine.reward(of: tests, agentType: "test")
  // endregion
  print("Documentation, by name:   \(String(format: "%.2f", byName))")
  print("Tests, by agent type:     \(String(format: "%.2f", byType))")

  // region: group
  let attempts = [0.9, 0.6, 0.8, 0.5]
  let advantages = RewardGroup(attempts).advantages()
  for (reward, advantage) in zip(attempts, advantages) {
    print(String(format: "  reward %.2f  advantage %+.2f", reward, advantage))
  }
  // endregion
}
