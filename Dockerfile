# Croft as a container: `docker build -t croft .`, then `docker run --read-only --tmpfs /tmp -v croft:/data -p 127.0.0.1:4000:4000 croft`.
# BASE is any image with Node.js 22.14 or newer and npm; nothing is compiled.
ARG BASE=docker.io/library/node:22-bookworm-slim

FROM ${BASE} AS build
WORKDIR /src
COPY package.json package-lock.json ./
# what its install scripts would compile and download is only for tests
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run bundle \
 && npm install --prefix /opt/croft --no-audit --no-fund ./croft-*.tgz

FROM ${BASE}
COPY --from=build /opt/croft /opt/croft
# a volume takes the owner of the folder that it covers
RUN ln -s /opt/croft/node_modules/.bin/croft /usr/local/bin/croft \
 && mkdir -m 0700 /data \
 && chown 10001:10001 /data
ENV CROFT_HOST=0.0.0.0 \
    CROFT_DATABASE_URL=sqlite:/data/croft.db \
    CROFT_DATA_DIR=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 4000
# alive; whether writes succeed, which no restart mends, is /readyz
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.CROFT_PORT || 4000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["croft"]
CMD ["serve"]
