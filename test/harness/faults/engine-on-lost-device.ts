/**
 * The engine on a graphics processor that is lost after some patches. The CPU plays it under the name WebGPU; its sessions
 * then fail as ONNX Runtime's do, and so does every later one.
 */
import { InferenceSession } from '../../../main/inference/onnx-runtime.ts';

/** Two tiny runs when a net is opened, the coarse net's one patch, two tiny runs of the fine one. */
const GOOD_RUNS = 5;
let runs = 0;

const create = InferenceSession.create.bind(InferenceSession);
Object.assign(InferenceSession, {
  async create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<Partial<InferenceSession>> {
    if (!(options.executionProviders ?? []).includes('webgpu')) return create(model, options);
    const session = await create(model, { ...options, executionProviders: ['cpu'] });
    return {
      run: (feeds: InferenceSession.FeedsType) =>
        ++runs > GOOD_RUNS
          ? Promise.reject(new Error('WebGPU device lost (1): the driver was reset'))
          : session.run(feeds),
      release: () => session.release(),
    };
  },
});
await import('../../../main/engine.ts');
