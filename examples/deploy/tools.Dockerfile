# The image of the backups: the clients of the database, the queue and the object
# storage.
FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends awscli ca-certificates gzip postgresql-client-15 redis-tools \
  && rm -rf /var/lib/apt/lists/*
USER 10001
