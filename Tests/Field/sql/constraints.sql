-- What the schema must refuse and do. Each DO block raises when the database behaves otherwise.
DO $$ BEGIN
  ASSERT (SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public') = 3, 'there are not three tables';
  ASSERT (SELECT count(*) FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%\_pkey') = 12,
    'there are not twelve indexes';
END $$;

DO $$ BEGIN
  INSERT INTO training_jobs (agent_id, status, total_iterations, budget_usd) VALUES ('a', 'budget_exceeded', 1, 1);
  RAISE 'a sixth state was accepted';
EXCEPTION WHEN check_violation THEN NULL; END $$;

DO $$ BEGIN
  INSERT INTO policy_checkpoints (agent_id, job_id, iteration, policy_data, policy_s3_path)
    SELECT 'a', job_id, 1, '{}', 's3://x' FROM training_jobs LIMIT 1;
  RAISE 'a policy was accepted in two places';
EXCEPTION WHEN check_violation THEN NULL; END $$;

DO $$ BEGIN
  INSERT INTO trajectories (agent_id, job_id, query, reward) VALUES ('a', gen_random_uuid(), 'q', 1);
  RAISE 'a trajectory without a job was accepted';
EXCEPTION WHEN foreign_key_violation THEN NULL; END $$;

DO $$ BEGIN
  DELETE FROM training_jobs;
  ASSERT NOT EXISTS (SELECT FROM trajectories) AND NOT EXISTS (SELECT FROM policy_checkpoints),
    'rows outlive their job';
END $$;
