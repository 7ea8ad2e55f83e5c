// Asks the resource graph with Azure's own packages and prints what it saw as one JSON object.
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(path.join(process.env.TW_NODE_MODULES, "package.json"));
const { ClientSecretCredential } = require("@azure/identity");
const { ResourceGraphClient } = require("@azure/arm-resourcegraph");
const env = process.env;
const findings = "securityresources | where type == 'microsoft.security/assessments/subassessments'";
const demo = findings + " | where properties.additionalData.repositoryName == 'team/demo'";

function graph(who) {
  return new ResourceGraphClient(who, env.TW_SUBSCRIPTION, {
    endpoint: env.TW_URL,
    credentials: { scopes: [env.TW_URL + "/arm/.default"] },
    retryOptions: { maxRetries: 0 },
  });
}

function credential(prefix) {
  return new ClientSecretCredential("adfs", env[prefix + "_CLIENT"], env[prefix + "_SECRET"], {
    authorityHost: env.TW_URL,
    disableInstanceDiscovery: true,
  });
}

const ask = (client, query, options = {}, facets = undefined) =>
  client.resources({ subscriptions: [env.TW_SUBSCRIPTION], query, options, facets });

async function failure(call) {
  try {
    await call();
  } catch (error) {
    const body = error.details?.error ?? {};
    return [Number(error.statusCode ?? 0), error.code ?? String(error), error.name, (body.details ?? []).map((d) => d.code)];
  }
  return [0, "no error", "", []];
}

async function pages(client) {
  const names = [];
  const sizes = [];
  let skipToken;
  do {
    const page = await ask(client, findings + " | project name", { top: 1000, skipToken });
    page.data.forEach((row) => names.push(row.name));
    sizes.push([page.count, page.totalRecords, page.resultTruncated]);
    skipToken = page.skipToken;
  } while (skipToken);
  return { distinct: new Set(names).size, rows: names.length, pages: sizes };
}

const reader = graph(credential("TW_READER"));
const forged = { getToken: async () => ({ token: "not.a.token", expiresOnTimestamp: Date.now() + 3600e3 }) };
const faceted = await ask(
  reader,
  findings + " | project cve = tostring(properties.id), code = tostring(properties.status.code)",
  { top: 1 },
  [
    { expression: "cve", options: { sortBy: "cve", sortOrder: "asc", top: 2 } },
    { expression: "code", options: { sortBy: "count", sortOrder: "desc" } },
    { expression: "nowhere.to(be found" },
  ],
);
const cut = await ask(reader, findings + " | project name | take 7", { top: 5 });
const interval = { start: new Date(Date.now() - 3600e3 * 24 * 2), end: new Date() };
const history = await reader.resourcesHistory({
  subscriptions: [env.TW_SUBSCRIPTION],
  query: demo + " | project cve = tostring(properties.id)",
  options: { interval, resultFormat: "objectArray" },
});
const changes = await reader.resourceChanges({ resourceIds: [env.TW_REGISTRY], interval });
const operations = [];
for await (const operation of reader.operations.list()) operations.push(operation.name);
console.log(
  JSON.stringify({
    one: (await ask(reader, demo + " | project cve = tostring(properties.id), n = 1, r = 1.5, b = true")).data,
    table: (
      await ask(
        reader,
        demo + " | project cve = tostring(properties.id), n = 1, r = 1.5, b = true, status = properties.status.code",
        { resultFormat: "table" },
      )
    ).data,
    cut: [cut.count, cut.totalRecords, cut.resultTruncated, cut.skipToken ?? null],
    pages: await pages(reader),
    facets: faceted.facets.map((f) =>
      f.resultType === "FacetResult"
        ? [f.expression, f.totalRecords, f.count, f.data]
        : [f.expression, f.errors.map((e) => e.code)],
    ),
    history: history.body.snapshots.map((s) => s.data.map((r) => r.cve)),
    changes: changes.changes.map((c) => [c.resourceId, c.changeType, c.afterSnapshot.timestamp instanceof Date]),
    operations,
    syntax: await failure(() => ask(reader, "resources | whre name == 'x'")),
    "table name": await failure(() => ask(reader, "nowhere | take 1")),
    column: await failure(() => ask(reader, "resources | where nowhere == 1")),
    token: await failure(() => ask(reader, "resources", { skipToken: "made-up" })),
    "401": await failure(() => ask(graph(forged), "resources")),
    "403": await failure(() => ask(graph(credential("TW_STRANGER")), "resources")),
  }),
);
