-- The database as the newest migration leaves it: three tables. Applies to an empty
-- database of PostgreSQL 15.

-- region: jobs
CREATE TABLE training_jobs (
  job_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id varchar(255) NOT NULL CHECK (agent_id <> ''),
  status varchar(50) NOT NULL DEFAULT 'queued'
    CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  config jsonb NOT NULL DEFAULT '{}',
  training_data jsonb NOT NULL DEFAULT '[]',
  metrics jsonb NOT NULL DEFAULT '{}',
  current_iteration integer NOT NULL DEFAULT 0 CHECK (current_iteration >= 0),
  total_iterations integer NOT NULL CHECK (total_iterations >= 1),
  cost_usd decimal(10, 2) NOT NULL DEFAULT 0 CHECK (cost_usd >= 0),
  budget_usd decimal(10, 2) NOT NULL CHECK (budget_usd >= 0),
  -- Not a foreign key: a checkpoint refers to its job, and the best one may be deleted
  -- with the job.
  best_checkpoint_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  completed_at timestamptz,
  error_message varchar(1000)
);

CREATE INDEX training_jobs_agent_id ON training_jobs (agent_id);
CREATE INDEX training_jobs_status ON training_jobs (status);
CREATE INDEX training_jobs_created_at ON training_jobs (created_at DESC);
-- endregion

-- region: trajectories
CREATE TABLE trajectories (
  trajectory_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  job_id uuid NOT NULL REFERENCES training_jobs (job_id) ON DELETE CASCADE,
  agent_id varchar(255) NOT NULL,
  query text NOT NULL CHECK (query <> ''),
  steps jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(steps) = 'array'),
  -- Raw: shaping can take it below 0 and above 1.
  reward double precision NOT NULL,
  normalized_reward double precision,
  advantage double precision,
  execution_time_ms integer CHECK (execution_time_ms >= 0),
  success boolean,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX trajectories_job_id ON trajectories (job_id);
CREATE INDEX trajectories_agent_id ON trajectories (agent_id);
CREATE INDEX trajectories_created_at ON trajectories (created_at DESC);
CREATE INDEX trajectories_success ON trajectories (success);
CREATE INDEX trajectories_steps ON trajectories USING gin (steps);
-- endregion

-- region: checkpoints
CREATE TABLE policy_checkpoints (
  checkpoint_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agent_id varchar(255) NOT NULL,
  job_id uuid NOT NULL REFERENCES training_jobs (job_id) ON DELETE CASCADE,
  iteration integer NOT NULL CHECK (iteration >= 0),
  -- A small policy is in the row, a large one in object storage.
  policy_data jsonb,
  policy_s3_path varchar(500),
  validation_score double precision NOT NULL DEFAULT 0,
  metrics jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK (num_nonnulls(policy_data, policy_s3_path) = 1)
);

CREATE INDEX policy_checkpoints_agent_id ON policy_checkpoints (agent_id);
CREATE INDEX policy_checkpoints_job_id ON policy_checkpoints (job_id);
CREATE INDEX policy_checkpoints_created_at ON policy_checkpoints (created_at DESC);
CREATE INDEX policy_checkpoints_validation_score ON policy_checkpoints (validation_score);
-- endregion
