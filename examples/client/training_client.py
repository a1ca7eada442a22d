"""A client of the training service: JSON-RPC 2.0 over HTTP, one request a call.

    client = TrainingClient.from_environment()
    job = client.start_grpo("support-agent", queries)
    for status in client.watch(job.job_id):
        print(status.status, status.current_iteration)

It needs Python 3.11 and nothing but the standard library, mirrors the Swift client name for name, and keeps no
state of its own: any number of threads may use one at the same time.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Generic, TypeVar

JSON = Any
Answer = TypeVar("Answer")

ENDPOINT = "/api/v1/jsonrpc"
DEFAULT_URL = "http://localhost:8001"


# Errors


class TrainingError(Exception):
    """Everything that can go wrong with a call."""


class ServiceError(TrainingError):
    """The service refused the call: the error object of a JSON-RPC response.

    `code` is one of the contract's, or the HTTP status when the answer was not JSON-RPC; `data` mostly holds
    `field` and `error`.
    """

    def __init__(self, code: int, message: str, data: JSON = None) -> None:
        self.code = code
        self.message = message
        self.data = data if isinstance(data, dict) else {}
        detail = self.data.get("error")
        place = f"{self.field}: " if self.field else ""
        super().__init__(f"{message} ({code})" + (f": {place}{detail}" if detail else ""))

    @property
    def field(self) -> str | None:
        """The parameter at fault, when the service named one: `config.n_iterations`."""
        return self.data.get("field")


class Unauthorized(ServiceError):
    """HTTP 401: the token is missing, malformed, wrongly signed or expired."""


class Forbidden(ServiceError):
    """HTTP 403: the token is valid but lacks the permission of the method."""


class RateLimited(ServiceError):
    """HTTP 429: too many calls of this method in the last minute. Wait `retry_after` seconds, then try again."""

    def __init__(self, code: int, message: str, data: JSON = None, retry_after: int | None = None) -> None:
        super().__init__(code, message, data)
        self.retry_after = retry_after if retry_after is not None else int(self.data.get("retry_after", 60))
        self.args = (f"{message} ({code}): try again in {self.retry_after} s",)


class NoAnswer(TrainingError):
    """The connection failed, was refused or timed out."""


class UnreadableAnswer(TrainingError):
    """An answer that is not JSON-RPC, or not of the shape that the contract promises."""


class ConfigurationError(TrainingError):
    """What `TrainingClient.from_environment` could not use."""


# What goes in


@dataclass(frozen=True)
class GRPOConfig:
    """The hyperparameters and limits of a job. The service uses its default for a field that is `None`.

    The cost of a job grows with `n_iterations * batch_size * n_trajectories_per_query`: the defaults ask for
    128,000 trajectories, far more than the default budget pays for.
    """

    n_iterations: int | None = None
    """How often the policy is updated: 1 to 10,000, default 1000."""
    batch_size: int | None = None
    """Queries sampled in an iteration: 1 to 128, default 16."""
    n_trajectories_per_query: int | None = None
    """K, the attempts at each sampled query, compared with one another: 1 to 16, default 8."""
    learning_rate: float | None = None
    """Step size of the policy update: above 0, at most 1, default 0.0001."""
    max_budget_usd: Decimal | str | None = None
    """The cap in US dollars and whole cents: default 100. The job is cancelled before it would spend more."""
    checkpoint_interval: int | None = None
    """Iterations between checkpoints: at least 1, default 10."""
    max_steps_per_trajectory: int | None = None
    """The longest attempt in steps: 1 to 100, default 20."""
    gamma: float | None = None
    """By which a reward fades towards the earlier steps: above 0, at most 1, default 0.99."""

    def to_json(self) -> JSON:
        members = {name: value for name, value in asdict(self).items() if value is not None}
        if self.max_budget_usd is not None:
            members["max_budget_usd"] = str(self.max_budget_usd)
        return members


@dataclass(frozen=True)
class TrainingQuery:
    """One task for the agent and what counts as having done it.

    `query` is not empty and occurs once in its list; `expected_outcome` has any members: `{"answer": "4"}`.
    """

    query: str
    expected_outcome: Mapping[str, JSON]

    def to_json(self) -> JSON:
        return {"query": self.query, "expected_outcome": dict(self.expected_outcome)}


# What comes out


def to_json(answer: Any) -> str:
    """An answer as one line of JSON, with the names, timestamps and amounts of the service and without what is
    null: what a program prints for another one to read."""

    def given(members: Sequence[tuple[str, Any]]) -> Mapping[str, Any]:
        return {name: value for name, value in members if value is not None}

    return json.dumps(asdict(answer, dict_factory=given), default=_wire_text, separators=(",", ":"), sort_keys=True)


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self in (JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True)
class StartedJob:
    """The answer of `training.start_grpo`; `status` is `queued`."""

    job_id: str
    status: JobState
    agent_id: str
    total_iterations: int
    created_at: datetime

    @classmethod
    def from_json(cls, value: JSON) -> StartedJob:
        return cls(
            job_id=value["job_id"],
            status=JobState(value["status"]),
            agent_id=value["agent_id"],
            total_iterations=value["total_iterations"],
            created_at=_time(value["created_at"]),
        )


@dataclass(frozen=True)
class TrainingMetrics:
    """How training goes after the latest finished iteration. All are `None` until the first has finished."""

    train_loss: float | None = None
    """The policy-gradient loss. Its absolute value means nothing across jobs."""
    validation_accuracy: float | None = None
    """The share of held-out queries that the current policy solves, 0 to 1."""
    avg_reward: float | None = None
    """Mean raw reward of the latest iteration."""
    trajectories_generated: int | None = None

    @classmethod
    def from_json(cls, value: JSON) -> TrainingMetrics:
        return cls(
            train_loss=value.get("train_loss"),
            validation_accuracy=value.get("validation_accuracy"),
            avg_reward=value.get("avg_reward"),
            trajectories_generated=value.get("trajectories_generated"),
        )


@dataclass(frozen=True)
class JobStatus:
    """The answer of `training.get_status`."""

    job_id: str
    agent_id: str
    status: JobState
    reason: str | None
    """Why the job was cancelled, only when it is: `budget_exceeded`, or what was said to `cancel`."""
    error_message: str | None
    """What stopped the job, only when it failed."""
    current_iteration: int
    total_iterations: int
    progress_percent: float
    metrics: TrainingMetrics
    cost_usd: Decimal
    budget_usd: Decimal
    budget_remaining_percent: float
    started_at: datetime | None
    estimated_completion: datetime | None
    best_checkpoint_id: str | None

    @classmethod
    def from_json(cls, value: JSON) -> JobStatus:
        return cls(
            job_id=value["job_id"],
            agent_id=value["agent_id"],
            status=JobState(value["status"]),
            reason=value.get("reason"),
            error_message=value.get("error_message"),
            current_iteration=value["current_iteration"],
            total_iterations=value["total_iterations"],
            progress_percent=value["progress_percent"],
            metrics=TrainingMetrics.from_json(value.get("metrics") or {}),
            cost_usd=Decimal(value["cost_usd"]),
            budget_usd=Decimal(value["budget_usd"]),
            budget_remaining_percent=value["budget_remaining_percent"],
            started_at=_time_or_none(value.get("started_at")),
            estimated_completion=_time_or_none(value.get("estimated_completion")),
            best_checkpoint_id=value.get("best_checkpoint_id"),
        )


@dataclass(frozen=True)
class Cancellation:
    """The answer of `training.cancel`. `checkpoint_id` is `None` when no iteration had finished."""

    job_id: str
    status: JobState
    cancelled_at: datetime
    iterations_completed: int
    checkpoint_saved: bool
    checkpoint_id: str | None

    @classmethod
    def from_json(cls, value: JSON) -> Cancellation:
        return cls(
            job_id=value["job_id"],
            status=JobState(value["status"]),
            cancelled_at=_time(value["cancelled_at"]),
            iterations_completed=value["iterations_completed"],
            checkpoint_saved=value["checkpoint_saved"],
            checkpoint_id=value.get("checkpoint_id"),
        )


@dataclass(frozen=True)
class EvaluationMetrics:
    """How the policy of a checkpoint did. `tool_accuracy` is `None` when no attempt used a tool."""

    success_rate: float
    avg_reward: float
    avg_steps: float
    tool_accuracy: float | None

    @classmethod
    def from_json(cls, value: JSON) -> EvaluationMetrics:
        return cls(
            success_rate=value["success_rate"],
            avg_reward=value["avg_reward"],
            avg_steps=value["avg_steps"],
            tool_accuracy=value.get("tool_accuracy"),
        )


@dataclass(frozen=True)
class BaselineComparison:
    """A checkpoint compared with the untrained agent: differences, trained minus baseline (0.15 is 15 points)."""

    success_rate_improvement: float
    avg_reward_improvement: float
    p_value: float
    statistically_significant: bool

    @classmethod
    def from_json(cls, value: JSON) -> BaselineComparison:
        return cls(
            success_rate_improvement=value["success_rate_improvement"],
            avg_reward_improvement=value["avg_reward_improvement"],
            p_value=value["p_value"],
            statistically_significant=value["statistically_significant"],
        )


@dataclass(frozen=True)
class Evaluation:
    """The answer of `training.evaluate`; `checkpoint_id` is the checkpoint that was really evaluated."""

    job_id: str
    checkpoint_id: str
    metrics: EvaluationMetrics
    baseline_comparison: BaselineComparison
    queries_evaluated: int
    evaluation_duration_ms: int

    @classmethod
    def from_json(cls, value: JSON) -> Evaluation:
        return cls(
            job_id=value["job_id"],
            checkpoint_id=value["checkpoint_id"],
            metrics=EvaluationMetrics.from_json(value["metrics"]),
            baseline_comparison=BaselineComparison.from_json(value["baseline_comparison"]),
            queries_evaluated=value["queries_evaluated"],
            evaluation_duration_ms=value["evaluation_duration_ms"],
        )


@dataclass(frozen=True)
class Step:
    """One action of an attempt: the state it started from, what was done, what came of it."""

    state: Mapping[str, JSON] = field(default_factory=dict)
    action: Mapping[str, JSON] = field(default_factory=dict)
    result: Mapping[str, JSON] = field(default_factory=dict)
    timestamp: datetime | None = None
    duration_ms: int = 0

    @property
    def type(self) -> str:
        """`action.step_type` in lower case; empty when there is none."""
        return str(self.action.get("step_type", "")).lower()

    @classmethod
    def from_json(cls, value: JSON) -> Step:
        return cls(
            state=value["state"],
            action=value["action"],
            result=value["result"],
            timestamp=_time_or_none(value.get("timestamp")),
            duration_ms=value["duration_ms"],
        )


@dataclass(frozen=True)
class Trajectory:
    """One attempt at one query: its steps in order, and how it was valued.

    The identifiers are `None` for a trajectory that did not come from the service.
    """

    query: str
    steps: Sequence[Step]
    success: bool | None = None
    reward: float = 0.0
    """The raw reward: below 0 or above 1 where steps earned bonuses or penalties."""
    normalized_reward: float | None = None
    advantage: float | None = None
    """How much better than its group the attempt was; only positive ones change the policy."""
    execution_time_ms: int | None = None
    trajectory_id: str | None = None
    job_id: str | None = None
    agent_id: str | None = None
    created_at: datetime | None = None

    @classmethod
    def from_json(cls, value: JSON) -> Trajectory:
        return cls(
            query=value["query"],
            steps=[Step.from_json(step) for step in value["steps"]],
            success=value.get("success"),
            reward=value["reward"],
            normalized_reward=value.get("normalized_reward"),
            advantage=value.get("advantage"),
            execution_time_ms=value.get("execution_time_ms"),
            trajectory_id=value.get("trajectory_id"),
            job_id=value.get("job_id"),
            agent_id=value.get("agent_id"),
            created_at=_time_or_none(value.get("created_at")),
        )


@dataclass(frozen=True)
class TrajectoryPage:
    """The answer of `training.export_trajectories`: one page, newest first. `total_count` is over all pages."""

    job_id: str
    trajectories: Sequence[Trajectory]
    total_count: int
    returned_count: int
    has_more: bool

    @classmethod
    def from_json(cls, value: JSON) -> TrajectoryPage:
        return cls(
            job_id=value["job_id"],
            trajectories=[Trajectory.from_json(item) for item in value["trajectories"]],
            total_count=value["total_count"],
            returned_count=value["returned_count"],
            has_more=value["has_more"],
        )


@dataclass(frozen=True)
class JobSummary:
    """One job of a `JobPage`; its cost and metrics are in `JobStatus`."""

    job_id: str
    agent_id: str
    status: JobState
    current_iteration: int
    total_iterations: int
    created_at: datetime

    @classmethod
    def from_json(cls, value: JSON) -> JobSummary:
        return cls(
            job_id=value["job_id"],
            agent_id=value["agent_id"],
            status=JobState(value["status"]),
            current_iteration=value["current_iteration"],
            total_iterations=value["total_iterations"],
            created_at=_time(value["created_at"]),
        )


@dataclass(frozen=True)
class JobPage:
    """The answer of `training.list_jobs`: one page, newest first. `total_count` is over all pages."""

    jobs: Sequence[JobSummary]
    count: int
    total_count: int
    has_more: bool

    @classmethod
    def from_json(cls, value: JSON) -> JobPage:
        return cls(
            jobs=[JobSummary.from_json(job) for job in value["jobs"]],
            count=value["count"],
            total_count=value["total_count"],
            has_more=value["has_more"],
        )


# Webhooks


class WebhookEvent(StrEnum):
    """What the service posts to webhooks."""

    STARTED = "training.job.started"
    PROGRESS = "training.job.progress"
    COMPLETED = "training.job.completed"
    FAILED = "training.job.failed"
    CANCELLED = "training.job.cancelled"
    BUDGET_WARNING = "training.budget.warning"


@dataclass(frozen=True)
class Webhook:
    """An address that events are posted to: the answer of `webhooks.register`."""

    webhook_id: str
    url: str
    events: Sequence[WebhookEvent]
    created_at: datetime

    @classmethod
    def from_json(cls, value: JSON) -> Webhook:
        return cls(
            webhook_id=value["webhook_id"],
            url=value["url"],
            events=[WebhookEvent(event) for event in value["events"]],
            created_at=_time(value["created_at"]),
        )


@dataclass(frozen=True)
class WebhookList:
    """The answer of `webhooks.list`, oldest first."""

    webhooks: Sequence[Webhook]

    @classmethod
    def from_json(cls, value: JSON) -> WebhookList:
        return cls(webhooks=[Webhook.from_json(webhook) for webhook in value["webhooks"]])


@dataclass(frozen=True)
class WebhookDeletion:
    """The answer of `webhooks.delete`; `deleted` is always true."""

    webhook_id: str
    deleted: bool

    @classmethod
    def from_json(cls, value: JSON) -> WebhookDeletion:
        return cls(webhook_id=value["webhook_id"], deleted=value["deleted"])


class SignatureRefused(Exception):
    """A request to a webhook that is not to be believed: answer it with status 401."""


@dataclass(frozen=True)
class WebhookSignature:
    """Tells an event that the service has sent from one that somebody else has made or recorded.

        WebhookSignature(secret).check(
            request.headers["X-Webhook-Id"], request.headers["X-Webhook-Timestamp"],
            request.headers["X-Webhook-Signature"], body)

    Retries carry the same id: handle each id once.
    """

    secret: str
    """The secret that was given to `register_webhook`."""
    tolerance: float = 300
    """How many seconds the signed time may be from the present."""

    def check(
        self,
        id: str | None,
        timestamp: str | None,
        signature: str | None,
        body: bytes,
        now: float | None = None,
    ) -> None:
        """Raises `SignatureRefused` unless the headers fit `body`: its bytes, before anything has parsed them."""
        try:
            time_signed = int(timestamp or "")
        except ValueError:
            time_signed = None
        if id is None or timestamp is None or signature is None or time_signed is None:
            raise SignatureRefused("the request lacks a readable id, timestamp or signature")
        if abs(time_signed - (time.time() if now is None else now)) > self.tolerance:
            raise SignatureRefused("the signed time is too far from the present")
        expected = self.signature(id, timestamp, body)
        # compare_digest takes the same time wherever the two differ.
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise SignatureRefused("the signature does not fit the request")

    def signature(self, id: str, timestamp: str, body: bytes) -> str:
        """`v1=` and HMAC-SHA256 of `id.timestamp.body`, in hexadecimal digits."""
        signed = f"{id}.{timestamp}.".encode() + body
        return "v1=" + hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()


# Calls


@dataclass(frozen=True)
class TrainingCall(Generic[Answer]):
    """One call of a method, for `TrainingClient.send` and `TrainingClient.send_batch`."""

    method: str
    params: Mapping[str, JSON]
    parse: Callable[[JSON], Answer]

    @staticmethod
    def start_grpo(
        agent_id: str,
        training_data: Sequence[TrainingQuery],
        config: GRPOConfig | None = None,
        evaluation_data: Sequence[TrainingQuery] | None = None,
    ) -> TrainingCall[StartedJob]:
        """Creates and queues a job: 100 to 10,000 queries. Needs the permission `training:start`."""
        params = {
            "agent_id": agent_id,
            "config": config.to_json() if config else None,
            "training_data": [query.to_json() for query in training_data],
            "evaluation_data": _queries(evaluation_data),
        }
        return TrainingCall("training.start_grpo", _given(params), StartedJob.from_json)

    @staticmethod
    def get_status(job_id: str) -> TrainingCall[JobStatus]:
        """Asks where a job stands. Needs the permission `training:view`."""
        return TrainingCall("training.get_status", {"job_id": job_id}, JobStatus.from_json)

    @staticmethod
    def cancel(job_id: str, reason: str | None = None) -> TrainingCall[Cancellation]:
        """Stops a job that is queued or running. Needs the permission `training:cancel`."""
        params = {"job_id": job_id, "reason": reason}
        return TrainingCall("training.cancel", _given(params), Cancellation.from_json)

    @staticmethod
    def evaluate(
        job_id: str,
        checkpoint_id: str | None = None,
        evaluation_queries: Sequence[TrainingQuery] | None = None,
    ) -> TrainingCall[Evaluation]:
        """Compares a checkpoint, the best one by default, with the untrained agent. Needs `training:evaluate`."""
        params = {
            "job_id": job_id,
            "checkpoint_id": checkpoint_id,
            "evaluation_queries": _queries(evaluation_queries),
        }
        return TrainingCall("training.evaluate", _given(params), Evaluation.from_json)

    @staticmethod
    def export_trajectories(
        job_id: str,
        success_only: bool | None = None,
        min_reward: float | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> TrainingCall[TrajectoryPage]:
        """Reads one page of trajectories; `limit` is 1 to 10,000, by default 1000. Needs `data:export`."""
        params = {
            "job_id": job_id,
            "success_only": success_only,
            "min_reward": min_reward,
            "limit": limit,
            "offset": offset,
        }
        return TrainingCall("training.export_trajectories", _given(params), TrajectoryPage.from_json)

    @staticmethod
    def list_jobs(
        agent_id: str | None = None,
        status: JobState | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> TrainingCall[JobPage]:
        """Lists jobs, newest first; `limit` is 1 to 500, by default 50. Needs the permission `training:view`."""
        params = {"agent_id": agent_id, "status": status, "limit": limit, "offset": offset}
        return TrainingCall("training.list_jobs", _given(params), JobPage.from_json)

    @staticmethod
    def register_webhook(
        url: str, secret: str, events: Sequence[WebhookEvent] | None = None
    ) -> TrainingCall[Webhook]:
        """Has events, all by default, posted to an http or https URL. Needs `webhooks:manage`.

        `secret` is the key of the signatures, 32 to 256 characters.
        """
        params = {"url": url, "secret": secret, "events": None if events is None else list(events)}
        return TrainingCall("webhooks.register", _given(params), Webhook.from_json)

    @staticmethod
    def list_webhooks() -> TrainingCall[WebhookList]:
        """Lists all webhooks, oldest first, without their secrets. Needs `webhooks:manage`."""
        return TrainingCall("webhooks.list", {}, WebhookList.from_json)

    @staticmethod
    def delete_webhook(webhook_id: str) -> TrainingCall[WebhookDeletion]:
        """Removes a webhook; attempts still to come are dropped. Needs `webhooks:manage`."""
        return TrainingCall("webhooks.delete", {"webhook_id": webhook_id}, WebhookDeletion.from_json)


class TrainingClient:
    """A client of the service at `url` (without the endpoint's path), with a bearer token.

    `timeout` is the longest wait for one response in seconds; an evaluation runs inside its request.
    """

    def __init__(self, url: str, token: str, timeout: float = 300.0) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self.timeout = timeout

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> TrainingClient:
        """Reads `TRAINING_URL` (default http://localhost:8001) and `JWT_TOKEN`."""
        environment = os.environ if environment is None else environment
        token = environment.get("JWT_TOKEN")
        if not token:
            raise ConfigurationError(
                "JWT_TOKEN is not set: put the bearer token of the training service in it"
            )
        if not all("!" <= character <= "~" for character in token):
            raise ConfigurationError(
                "JWT_TOKEN holds a space, a line break or another character of no token"
            )
        url = environment.get("TRAINING_URL", DEFAULT_URL)
        if not url.startswith(("http://", "https://")):
            raise ConfigurationError(
                f'TRAINING_URL is "{url}": an address such as {DEFAULT_URL} is needed'
            )
        return cls(url, token)

    def start_grpo(
        self,
        agent_id: str,
        training_data: Sequence[TrainingQuery],
        config: GRPOConfig | None = None,
        evaluation_data: Sequence[TrainingQuery] | None = None,
    ) -> StartedJob:
        """Creates and queues a job. `ServiceError` -32602, -40001 (budget) or -40002 (training data)."""
        return self.send(TrainingCall.start_grpo(agent_id, training_data, config, evaluation_data))

    def get_status(self, job_id: str) -> JobStatus:
        """Asks where a job stands. `ServiceError` -32001 for an unknown job."""
        return self.send(TrainingCall.get_status(job_id))

    def cancel(self, job_id: str, reason: str | None = None) -> Cancellation:
        """Stops a job that is queued or running. `ServiceError` -40003 when it has ended."""
        return self.send(TrainingCall.cancel(job_id, reason))

    def evaluate(
        self,
        job_id: str,
        checkpoint_id: str | None = None,
        evaluation_queries: Sequence[TrainingQuery] | None = None,
    ) -> Evaluation:
        """Compares a checkpoint with the untrained agent. `ServiceError` -40004 when there is none yet."""
        return self.send(TrainingCall.evaluate(job_id, checkpoint_id, evaluation_queries))

    def export_trajectories(
        self,
        job_id: str,
        success_only: bool | None = None,
        min_reward: float | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> TrajectoryPage:
        """Reads one page of a job's trajectories. `ServiceError` -40005 for a limit above 10,000."""
        return self.send(
            TrainingCall.export_trajectories(job_id, success_only, min_reward, limit, offset)
        )

    def list_jobs(
        self,
        agent_id: str | None = None,
        status: JobState | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> JobPage:
        """Lists jobs, newest first. `ServiceError` -32602 for a limit above 500."""
        return self.send(TrainingCall.list_jobs(agent_id, status, limit, offset))

    def register_webhook(
        self, url: str, secret: str, events: Sequence[WebhookEvent] | None = None
    ) -> Webhook:
        """Has events posted to an address. `ServiceError` -40006 for one that the service does not post to."""
        return self.send(TrainingCall.register_webhook(url, secret, events))

    def list_webhooks(self) -> WebhookList:
        """Lists all webhooks, oldest first, without their secrets."""
        return self.send(TrainingCall.list_webhooks())

    def delete_webhook(self, webhook_id: str) -> WebhookDeletion:
        """Removes a webhook. `ServiceError` -32001 for an unknown one."""
        return self.send(TrainingCall.delete_webhook(webhook_id))

    def watch(self, job_id: str, every: float = 30.0) -> Iterator[JobStatus]:
        """Polls a job until it ends: its status now, then one every `every` seconds, the last one being final.

        When the service limits the rate, it waits as long as it is told and goes on.
        """
        while True:
            try:
                status = self.get_status(job_id)
            except RateLimited as error:
                time.sleep(error.retry_after)
                continue
            yield status
            if status.status.is_final:
                return
            time.sleep(every)

    def send(self, call: TrainingCall[Answer]) -> Answer:
        """Sends one call."""
        return _answer(call, self._post(_request(call, 1)))

    def send_batch(self, calls: Sequence[TrainingCall[Answer]]) -> list[Answer | TrainingError]:
        """Sends several calls in one request and gives their outcomes in the order of the calls.

        Each member succeeds or fails by itself, and each counts towards the rate limit of its method. Raised is
        only what concerns the request as a whole: no connection, a refused token.
        """
        if not calls:
            return []  # JSON-RPC 2.0, section 6: an empty array is an invalid request.
        replies = self._post([_request(call, number) for number, call in enumerate(calls, start=1)])
        if not isinstance(replies, list):
            raise _failure(replies)
        by_id = {reply.get("id"): reply for reply in replies if isinstance(reply, dict)}
        outcomes: list[Answer | TrainingError] = []
        for number, call in enumerate(calls, start=1):
            try:
                if number not in by_id:
                    raise UnreadableAnswer(f"the batch response has no member with the id {number}")
                outcomes.append(_answer(call, by_id[number]))
            except TrainingError as error:
                outcomes.append(error)
        return outcomes

    def _post(self, message: JSON) -> JSON:
        request = urllib.request.Request(
            self.url + ENDPOINT,
            data=json.dumps(message).encode(),
            headers={
                "Content-Type": "application/json",
                "Accept": "application/json",
                "Authorization": f"Bearer {self.token}",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                body = response.read()
        except urllib.error.HTTPError as error:
            with error:
                raise _http_failure(error.code, error.headers.get("Retry-After"), error.read()) from None
        except urllib.error.URLError as error:
            raise NoAnswer(f"no answer from {self.url}: {error.reason}") from None
        except (OSError, http.client.HTTPException) as error:
            # The second is what a body that was cut off gives.
            raise NoAnswer(f"no answer from {self.url}: {error}") from None
        try:
            return json.loads(body)
        except ValueError as error:
            raise UnreadableAnswer(f"the answer is not JSON: {error}") from None


# Messages


def _request(call: TrainingCall[Any], number: int) -> JSON:
    return {"jsonrpc": "2.0", "id": number, "method": call.method, "params": dict(call.params)}


def _answer(call: TrainingCall[Answer], reply: JSON) -> Answer:
    if not isinstance(reply, dict) or "result" not in reply:
        raise _failure(reply)
    try:
        return call.parse(reply["result"])
    except KeyError as error:
        raise UnreadableAnswer(f"the result of {call.method} lacks {error}") from None
    except (TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise UnreadableAnswer(f"the result of {call.method} cannot be read: {error}") from None


def _failure(reply: JSON, status: int | None = None, retry_after: int | None = None) -> TrainingError:
    """The error that a reply carries. Members of a batch have no HTTP status, so the code decides there."""
    error = reply.get("error") if isinstance(reply, dict) else None
    if isinstance(error, dict) and isinstance(error.get("code"), int):
        code, message, data = error["code"], str(error.get("message", "")), error.get("data")
    elif status is not None:
        code, message, data = status, f"HTTP status {status} without an explanation", None
    else:
        return UnreadableAnswer("the answer is not a JSON-RPC response")
    if status == 401 or code == -32103:
        return Unauthorized(code, message, data)
    if status == 403 or code == -32104:
        return Forbidden(code, message, data)
    if status == 429 or code == -32029:
        return RateLimited(code, message, data, retry_after)
    return ServiceError(code, message, data)


def _http_failure(status: int, retry_after: str | None, body: bytes) -> TrainingError:
    try:
        reply = json.loads(body)
    except ValueError:
        reply = None
    seconds = int(retry_after) if retry_after is not None and retry_after.isdecimal() else None
    return _failure(reply, status, seconds)


def _given(params: Mapping[str, JSON]) -> Mapping[str, JSON]:
    return {name: value for name, value in params.items() if value is not None}


def _queries(queries: Sequence[TrainingQuery] | None) -> JSON:
    return None if queries is None else [query.to_json() for query in queries]


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _time_or_none(text: str | None) -> datetime | None:
    return None if text is None else _time(text)


def _wire_text(value: Any) -> str:
    """What JSON has no type for, as the service writes it."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{value!r} has no form in JSON")
