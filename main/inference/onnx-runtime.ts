/** The one door to ONNX Runtime. */
import './without-telemetry.ts';

export { InferenceSession, Tensor } from 'onnxruntime-node';
