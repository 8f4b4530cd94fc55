import { db } from "ponder:api";
import schema from "ponder:schema";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { graphql } from "ponder";

const HELP = `This is an index of Parley. POST {"query": "…"} to /graphql.

/ready   200 once it has read the past
/status  the block up to which it has read
/metrics for Prometheus
`;

const app = new Hono();

// Anybody's page may read what anybody's chain says.
app.use(cors());
// Ponder would answer with an editor here, which loads its parts from elsewhere.
app.get("/graphql", (context) => context.text(HELP));
app.get("/", (context) => context.text(HELP));
app.use("/graphql", graphql({ db, schema }, { maxOperationTokens: 1_000, maxOperationDepth: 12, maxOperationAliases: 30 }));

export default app;
