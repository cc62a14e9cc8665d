/**
 * A server that runs the nets in place of this computer: Triton, OpenVINO Model Server, KServe, whatever speaks the Open
 * Inference Protocol v2 over HTTP. Only who asks for one by name gets one; nothing here is loaded otherwise.
 */
import { z } from 'zod';
import { QuadrantError } from '#contract/errors';
import type { NetSession, Tensors } from '../net-session.ts';
import { HttpClient, type HttpAnswer, type ServerAddress } from './http-client.ts';
import { inferAnswer, inferRequest } from './infer-message.ts';
import { checkServed, type ServedGraph } from './served-graph.ts';

export interface InferenceServer {
  /** As a result names it: remote (triton 2.59.0). */
  readonly provider: string;
  /**
   * A session on a net of the server, ready and as its card says.
   * @throws QuadrantError remote.unreachable, remote.refused, remote.unsuitable
   */
  open(graph: ServedGraph): Promise<NetSession>;
  close(): void;
}

/** Some servers answer nothing while they compute; a patch may wait for others in a queue and for a slow processor. */
const ASK_TIMEOUT_MS = 30_000;
const INFER_TIMEOUT_MS = 300_000;

const serverSchema = z.object({
  name: z.string(),
  version: z.string(),
  extensions: z.array(z.string()).nullish(),
});
const tensorSchema = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.coerce.number()) });
const modelSchema = z.object({ inputs: z.array(tensorSchema), outputs: z.array(tensorSchema) });

/** @throws QuadrantError usage (an address that is none), remote.unreachable, remote.refused, remote.unsuitable */
export async function connectServer(address: ServerAddress): Promise<InferenceServer> {
  const server = new OpenInferenceServer(new HttpClient(address));
  try {
    return await server.greet();
  } catch (error) {
    server.close();
    throw error;
  }
}

class OpenInferenceServer implements InferenceServer {
  provider = 'remote';
  private readonly http: HttpClient;
  /** Whether tensors travel as bytes; null while the server has neither said so nor been tried. */
  private binary: boolean | null = null;

  constructor(http: HttpClient) {
    this.http = http;
  }

  /** Asks who is there. */
  async greet(): Promise<this> {
    const ready = await this.ask('/v2/health/ready');
    if (ready.status !== 200) throw this.http.unreachable(`it is not ready (HTTP ${ready.status})`);
    const { name, version, extensions } = this.parse(await this.ask('/v2'), serverSchema, 'its own description');
    this.provider = `remote (${`${name} ${version}`.trim()})`;
    if (extensions?.includes('binary_tensor_data') === true) this.binary = true;
    return this;
  }

  async open(graph: ServedGraph): Promise<NetSession> {
    const path = `/v2/models/${encodeURIComponent(graph.name)}/versions/${graph.version}`;
    const facts = { server: this.http.host };
    const described = await this.ask(path);
    if (described.status !== 200) {
      throw new QuadrantError(
        'remote.unsuitable',
        `The server does not offer the net ${graph.name} in version ${graph.version}.`,
        'Lay out its models with "quadrant model-repository", and load them there.',
        { ...facts, model: graph.name, version: graph.version, reason: reasonOf(described) },
      );
    }
    checkServed(graph, this.parse(described, modelSchema, `the net ${graph.name}`), facts);
    const ready = await this.ask(`${path}/ready`);
    if (ready.status !== 200) throw this.http.unreachable(`the net ${graph.name} is not ready (HTTP ${ready.status})`);
    return { run: (feeds) => this.infer(`${path}/infer`, feeds, graph), release: async () => {} };
  }

  close(): void {
    this.http.close();
  }

  /** Bytes where the server takes them; one that has not said so is tried with bytes first, then with JSON. */
  private async infer(path: string, feeds: Tensors, { outputs }: ServedGraph): Promise<Tensors> {
    const inferAs = async (binary: boolean): Promise<Tensors> => {
      const { jsonLength, parts } = inferRequest(feeds, outputs, binary);
      const headers =
        jsonLength === null
          ? { 'content-type': 'application/json' }
          : { 'content-type': 'application/octet-stream', 'inference-header-content-length': String(jsonLength) };
      const answer = await this.http.send({ method: 'POST', path, headers, parts, timeoutMs: INFER_TIMEOUT_MS });
      if (answer.status !== 200) throw this.failed(reasonOf(answer));
      const length = answer.headers['inference-header-content-length'];
      try {
        return inferAnswer(answer.body, length === undefined ? null : Number(length), outputs);
      } catch (cause) {
        throw this.failed(cause instanceof Error ? cause.message : String(cause));
      }
    };
    if (this.binary !== null) return inferAs(this.binary);
    try {
      const tensors = await inferAs(true);
      this.binary = true;
      return tensors;
    } catch (error) {
      if (!(error instanceof QuadrantError) || error.code !== 'inference.failed') throw error;
      const tensors = await inferAs(false);
      this.binary = false;
      return tensors;
    }
  }

  private ask(path: string): Promise<HttpAnswer> {
    return this.http.send({ method: 'GET', path, timeoutMs: ASK_TIMEOUT_MS });
  }

  private parse<Schema extends z.ZodType>(
    { status, body }: HttpAnswer,
    schema: Schema,
    what: string,
  ): z.output<Schema> {
    try {
      if (status !== 200) throw new Error(`HTTP ${status}`);
      return schema.parse(JSON.parse(new TextDecoder().decode(body)));
    } catch (cause) {
      throw new QuadrantError(
        'remote.unsuitable',
        `The server does not speak the Open Inference Protocol: ${what} cannot be understood.`,
        'Check that the address is the HTTP port of Triton, OpenVINO Model Server or KServe.',
        { server: this.http.host, status },
        cause,
      );
    }
  }

  private failed(reason: string): QuadrantError {
    return new QuadrantError(
      'inference.failed',
      `The inference server stopped with an error: ${reason}.`,
      'Look at its log, or leave out --remote to compute on this machine.',
      { server: this.http.host, provider: this.provider, reason },
    );
  }
}

/** What an error answer says, in a line. */
function reasonOf({ status, body }: HttpAnswer): string {
  return `HTTP ${status} ${new TextDecoder().decode(body.subarray(0, 500)).trim()}`.trim();
}
