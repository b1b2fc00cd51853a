// A small client whose types are made from /api/schema/: it compiles, and what it is answered is what the types say.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Claim = components["schemas"]["ClaimRow"];

const [baseUrl, token] = process.argv.slice(2);
const desk = createClient<paths>({ baseUrl, headers: { Authorization: `Token ${token}` } });

async function allClaims(): Promise<Claim[]> {
  const claims: Claim[] = [];
  let cursor: string | undefined;
  do {
    const { data, error } = await desk.GET("/api/v1/claims/", {
      params: { query: { kind: ["aid"], page_size: 20, cursor, ordering: "-worthiness" } },
    });
    if (!data) throw new Error(error.detail);
    claims.push(...data.results);
    cursor = data.next ? (new URL(data.next).searchParams.get("cursor") ?? undefined) : undefined;
  } while (cursor);
  return claims;
}

async function takeAndGiveBack(): Promise<void> {
  const { data, response } = await desk.POST("/api/v1/queue/next/", { body: { kind: "aid" } });
  assert.equal(response.status, 200);
  if (!data) throw new Error("a claim waits in the sample, but none was handed out");
  const { claim, lease } = data;
  assert.equal(claim.status, "in_review");
  const given = await desk.POST("/api/v1/claims/{id}/release/", {
    params: { path: { id: String(claim.id) } },
    body: { token: lease.token },
  });
  assert.equal(given.response.status, 204);
}

async function refused(): Promise<void> {
  const { error, response } = await desk.GET("/api/v1/claims/{id}/", { params: { path: { id: "999999999" } } });
  assert.equal(response.status, 404);
  assert.equal(error?.status, 404);
}

const claims = await allClaims();
assert.ok(claims.length > 20);
assert.equal(new Set(claims.map((claim) => claim.id)).size, claims.length);
assert.ok(claims.every((claim) => claim.kind === "aid" && claim.end - claim.start === [...claim.quote].length));
await takeAndGiveBack();
await refused();
