# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY bin/after_install.js bin/
RUN npm ci
COPY . .
RUN npm run build && cd build && npm ci --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3333 DATA_DIR=/data
WORKDIR /app
COPY --from=build --chown=node:node /src/build ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3333
# the runs in hand reach a checkpoint within 10 s of SIGTERM
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/v1/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/start.js"]
