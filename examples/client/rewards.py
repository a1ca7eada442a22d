"""Reward functions by name, the service's own reward rule, and the arithmetic of a group of trajectories.

    registry = RewardRegistry.with_built_ins()
    registry.register("brevity", lambda trajectory: 1.0 if len(trajectory.steps) <= 3 else 0.5)
    registry.set_agent_strategy("summary", "brevity")
    reward = registry.reward(trajectory, agent_type="summary")

Everything here is offline: no function of this module talks to the service.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from training_client import Trajectory

RewardFunction = Callable[[Trajectory], float]
"""Values a trajectory: a number from 0 to 1, the same for the same trajectory. Reads nothing but its argument,
does not change it, and copes with a trajectory without steps."""


class RewardError(Exception):
    """What a registry refuses."""


class AlreadyRegistered(RewardError, ValueError):
    """The name is taken."""


class UnknownFunction(RewardError, KeyError):
    """No function has that name."""

    def __str__(self) -> str:
        return str(self.args[0])  # A KeyError would show its message in quotes.


class NoStrategy(RewardError, ValueError):
    """No function was named, the agent's type has none, and there is no default."""


class OutOfRange(RewardError):
    """A reward function gave something that is not a number from 0 to 1."""


class RewardRegistry:
    """Reward functions by name, and which of them values which type of agent.

    A function is found by explicit name, else by the strategy of the agent's type, else by the default strategy.
    """

    def __init__(self) -> None:
        self._functions: dict[str, RewardFunction] = {}
        self._strategies: dict[str, str] = {}
        self._default: str | None = None

    @classmethod
    def with_built_ins(cls) -> RewardRegistry:
        """A registry with `code_quality`, `response_accuracy` and `task_efficiency`, without a default."""
        registry = cls()
        registry.register("code_quality", code_quality)
        registry.register("response_accuracy", response_accuracy)
        registry.register("task_efficiency", task_efficiency)
        return registry

    @property
    def names(self) -> list[str]:
        return sorted(self._functions)

    def register(self, name: str, function: RewardFunction) -> None:
        """Adds a function, after trying it on a successful trajectory without steps."""
        if name in self._functions:
            raise AlreadyRegistered(
                f'a reward function "{name}" is already registered: unregister it first, '
                "or choose another name"
            )
        _checked(function(Trajectory(query="", steps=[], success=True)), name)
        self._functions[name] = function

    def unregister(self, name: str) -> None:
        """Removes a function, the strategies that name it and the default that does."""
        self.function(name)
        del self._functions[name]
        self._strategies = {key: value for key, value in self._strategies.items() if value != name}
        if self._default == name:
            self._default = None

    def function(self, name: str) -> RewardFunction:
        if name not in self._functions:
            there = f"are: {', '.join(self.names)}" if self._functions else "are none"
            raise UnknownFunction(f'no reward function "{name}" is registered; there {there}')
        return self._functions[name]

    def set_agent_strategy(self, agent_type: str, name: str) -> None:
        self.function(name)
        self._strategies[agent_type] = name

    def agent_strategy(self, agent_type: str) -> str | None:
        return self._strategies.get(agent_type)

    def set_default_strategy(self, name: str) -> None:
        self.function(name)
        self._default = name

    @property
    def default_strategy(self) -> str | None:
        return self._default

    def resolve_strategy(self, function: str | None = None, agent_type: str | None = None) -> str:
        """The name of the function that counts."""
        if function is not None:
            self.function(function)
            return function
        if agent_type in self._strategies:
            return self._strategies[agent_type]
        if self._default is None:
            raise NoStrategy(
                "no reward function was named and there is no default"
                if agent_type is None
                else f'the agent type "{agent_type}" has no reward function and there is no default'
            )
        return self._default

    def reward(
        self, trajectory: Trajectory, function: str | None = None, agent_type: str | None = None
    ) -> float:
        """Values a trajectory by the function that `resolve_strategy` finds."""
        name = self.resolve_strategy(function, agent_type)
        return _checked(self.function(name)(trajectory), name)


class RewardEngine:
    """Values trajectories: by a registry when there is one and it has a function, else by `default_reward`."""

    def __init__(self, registry: RewardRegistry | None = None) -> None:
        self.registry = registry

    def reward(
        self, trajectory: Trajectory, function: str | None = None, agent_type: str | None = None
    ) -> float:
        """An unknown explicit name and a reward out of range are raised, not passed over in silence."""
        registry = RewardRegistry() if self.registry is None else self.registry
        try:
            return registry.reward(trajectory, function, agent_type)
        except NoStrategy:
            return default_reward(trajectory)


# The functions that come with the service


def code_quality(trajectory: Trajectory) -> float:
    """0.5 for success, up to 0.3 for the best `test_coverage`, less 0.1 for each syntax error and 0.1 for each
    step whose `complexity` is above 10 (at most 0.2)."""
    results = [step.result for step in trajectory.steps]
    syntax_errors = sum("syntax" in str(result.get("error_type", "")).lower() for result in results)
    coverage = max((result.get("test_coverage", 0) for result in results), default=0)
    complex_steps = sum(result.get("complexity", 0) > 10 for result in results)
    return _clamped(
        0.5 * (trajectory.success is True)
        - 0.1 * syntax_errors
        + 0.3 * coverage
        - min(0.1 * complex_steps, 0.2)
    )


def response_accuracy(trajectory: Trajectory) -> float:
    """0.6 for success, 0.15 for naming `sources` or `citations`, up to 0.2 for the mean `confidence`, less 0.05
    for each step that `needs_clarification` (at most 0.15)."""
    results = [step.result for step in trajectory.steps]
    has_sources = any(result.get("sources") or result.get("citations") for result in results)
    confidences = [result["confidence"] for result in results if "confidence" in result]
    confidence = sum(confidences) / len(confidences) if confidences else 0.0
    unclear = sum(bool(result.get("needs_clarification")) for result in results)
    return _clamped(
        0.6 * (trajectory.success is True)
        + 0.15 * has_sources
        + 0.2 * confidence
        - min(0.05 * unclear, 0.15)
    )


def task_efficiency(trajectory: Trajectory) -> float:
    """0.5 for success, 0.3 for at most 3 steps, 0.2 for at most 5 or 0.1 for at most 10, less 0.05 for each step
    whose `resource_usage` is above 0.8 (at most 0.2)."""
    count = len(trajectory.steps)
    brevity = 0.3 if count <= 3 else 0.2 if count <= 5 else 0.1 if count <= 10 else 0.0
    wasteful = sum(step.result.get("resource_usage", 0) > 0.8 for step in trajectory.steps)
    return _clamped(0.5 * (trajectory.success is True) + brevity - min(0.05 * wasteful, 0.2))


# The service's own rule, and the arithmetic of a group


def default_reward(trajectory: Trajectory) -> float:
    """1 for success, plus 0.10 a tool step and 0.05 a verification step, less 0.01 a step. Not limited to 0…1."""
    types = [step.type for step in trajectory.steps]
    tools = sum("tool" in name or "action" in name for name in types)
    verifications = sum("verify" in name or "check" in name for name in types)
    return (trajectory.success is True) + 0.10 * tools + 0.05 * verifications - 0.01 * len(types)


def normalized(rewards: Sequence[float], epsilon: float = 0.0) -> list[float]:
    """(R - mean) / (deviation + epsilon), with the deviation of the population. All 0 when the rewards are equal:
    the group teaches nothing."""
    if not rewards:
        return []
    mean = sum(rewards) / len(rewards)
    deviation = math.sqrt(sum((reward - mean) ** 2 for reward in rewards) / len(rewards))
    if deviation <= 1e-12:  # Equal rewards may differ from their computed mean by rounding.
        return [0.0 for _ in rewards]
    return [(reward - mean) / (deviation + epsilon) for reward in rewards]


def advantages(rewards: Sequence[float], epsilon: float = 1e-8) -> list[float]:
    """How much better than its group each trajectory was. Only those above 0 change the policy."""
    return normalized(rewards, epsilon)


def step_rewards(reward: float, steps: int, gamma: float) -> list[float]:
    """reward * gamma ** (n - 1 - k) for the step k of n: the last step gets the full reward."""
    if not 0 < gamma <= 1:
        raise ValueError(f"gamma is {gamma}; above 0 and at most 1 is allowed")
    return [reward * gamma ** (steps - 1 - step) for step in range(steps)]


def _checked(reward: float, name: str) -> float:
    # A bool is an int in Python, but not a reward; not-a-number is in no range.
    is_number = isinstance(reward, (int, float)) and not isinstance(reward, bool)
    if not is_number or not 0 <= reward <= 1:
        raise OutOfRange(f'the reward function "{name}" gave {reward}; a reward is a number from 0 to 1')
    return reward


def _clamped(reward: float) -> float:
    return min(max(reward, 0.0), 1.0)
