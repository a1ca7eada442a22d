"""Registers two reward functions of one's own and values sample trajectories with them. Needs no service."""

import command_line
# region: imports
from rewards import RewardEngine, RewardError, RewardRegistry, advantages
from training_client import Step, Trajectory
# endregion


# region: documentation-quality
def documentation_quality(trajectory: Trajectory) -> float:
    """0.4 for success, 0.3 for a description of more than 100 words, 0.2 for examples,
    0.1 for references."""
    results = [step.result for step in trajectory.steps]
    is_described = any(
        result.get("has_description") and result.get("word_count", 0) > 100
        for result in results
    )
    reward = 0.4 if trajectory.success else 0.0
    if is_described:
        reward += 0.3
    if any(result.get("has_examples") for result in results):
        reward += 0.2
    if any(result.get("references") for result in results):
        reward += 0.1
    return min(max(reward, 0.0), 1.0)
# endregion


# region: test-coverage
def test_coverage(trajectory: Trajectory) -> float:
    """0.5 for success, up to 0.4 for the best coverage, 0.1 for edge cases."""
    results = [step.result for step in trajectory.steps]
    coverage = max((result.get("coverage", 0.0) for result in results), default=0.0)
    reward = 0.5 if trajectory.success else 0.0
    reward += 0.4 * coverage
    if any(result.get("tests_edge_cases") for result in results):
        reward += 0.1
    return min(max(reward, 0.0), 1.0)
# endregion


def main() -> None:
    command_line.parser(
        "custom-rewards",
        "Registers two reward functions, lists the registry and values two sample trajectories.\n"
        "Works offline: it sends nothing to the service.",
        "exit status: 0 done, 1 a function was refused, 2 misuse, 130 Ctrl-C",
    ).parse_args()
    try:
        value_samples()
    except RewardError as error:
        raise command_line.Failure(str(error)) from None


def value_samples() -> None:
    # region: register
    registry = RewardRegistry.with_built_ins()
    registry.register("documentation_quality", documentation_quality)
    registry.register("test_coverage", test_coverage)

    registry.set_agent_strategy("doc", "documentation_quality")
    registry.set_agent_strategy("test", "test_coverage")
    registry.set_agent_strategy("code", "code_quality")
    registry.set_default_strategy("task_efficiency")
    # endregion

    print("Reward functions:")
    for name in registry.names:
        print(f"  {name}")
    print("Agent types:")
    for agent_type in ["doc", "test", "code", "chat"]:
        print(f"  {agent_type} is scored by {registry.resolve_strategy(agent_type=agent_type)}")

    # region: score
    page = Trajectory(
        query="Document the export method",
        steps=[
            Step(result={"has_description": True, "word_count": 180}),
            Step(result={"has_examples": True, "references": ["api/types"]}),
        ],
        success=True,
    )
    by_name = registry.reward(page, function="documentation_quality")

    tests = Trajectory(
        query="Test the export method",
        steps=[Step(result={"coverage": 0.95, "tests_edge_cases": True})],
        success=True,
    )
    engine = RewardEngine(registry)
    by_type = engine.reward(tests, agent_type="test")
    # endregion
    print(f"Documentation, by name:   {by_name:.2f}")
    print(f"Tests, by agent type:     {by_type:.2f}")

    # region: group
    attempts = [0.9, 0.6, 0.8, 0.5]
    for reward, advantage in zip(attempts, advantages(attempts)):
        print(f"  reward {reward:.2f}  advantage {advantage:+.2f}")
    # endregion


if __name__ == "__main__":
    command_line.run("custom-rewards", main)
