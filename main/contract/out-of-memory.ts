/** How a machine without memory shows itself, in whatever part of the program asks for more. */

/** V8 for arrays and WebAssembly, libuv for the system's ENOMEM, Node for a thread's heap, ONNX Runtime for tensors. */
const SIGNS =
  /array buffer allocation failed|could not allocate memory|ENOMEM|out of memory|ERR_MEMORY_ALLOCATION_FAILED|std::bad_alloc|failed to allocate memory/i;

/** Whether an error, or what caused it, is a lack of memory. */
export function isOutOfMemory(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return SIGNS.test(`${code} ${thrown.message}`) || isOutOfMemory(thrown.cause);
}
