/** What runs a graph: ONNX Runtime in this process, or a server elsewhere. */
import type { Tensor } from './onnx-runtime.ts';

/** Tensors by the names that the graph gives them. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** ONNX Runtime's own sessions are of this shape. */
export interface NetSession {
  run(feeds: Tensors): Promise<Tensors>;
  release(): Promise<void>;
}
