-- Jobs in every state, so that the queries of the pages find something.
INSERT INTO training_jobs
  (job_id, agent_id, status, total_iterations, current_iteration, cost_usd, budget_usd, created_at, started_at,
   completed_at, error_message)
VALUES
  ('85c61a30-0ec7-4fa1-8952-c2a6e1ef0b78', 'support-agent', 'running', 100, 40, 9.50, 10, now() - interval '2 hours',
   now() - interval '110 minutes', NULL, NULL),
  ('00000000-0000-4000-8000-000000000002', 'support-agent', 'failed', 100, 3, 0.50, 10, now() - interval '30 minutes',
   now() - interval '29 minutes', now() - interval '20 minutes', 'model load: out of memory'),
  ('00000000-0000-4000-8000-000000000003', 'code-agent', 'queued', 500, 0, 0, 0, now() - interval '20 minutes', NULL,
   NULL, NULL),
  ('00000000-0000-4000-8000-000000000004', 'code-agent', 'completed', 50, 50, 4, 5, now() - interval '40 days',
   now() - interval '40 days', now() - interval '40 days', NULL),
  ('00000000-0000-4000-8000-000000000005', 'code-agent', 'cancelled', 50, 20, 5, 5, now() - interval '1 day',
   now() - interval '1 day', now() - interval '1 day', NULL);
INSERT INTO trajectories (job_id, agent_id, query, steps, reward, success, created_at)
  SELECT job_id, agent_id, 'query ' || n, '[{"action": {"step_type": "tool"}}]', random(), n % 2 = 0, created_at
  FROM training_jobs, generate_series(1, 20) AS n WHERE status <> 'queued';
INSERT INTO policy_checkpoints (agent_id, job_id, iteration, policy_data, validation_score)
  SELECT agent_id, job_id, n, '{"prompt": "…"}', n / 100.0 FROM training_jobs, generate_series(10, 40, 10) AS n
  WHERE status <> 'queued';
