/** The calls of the api table, and how one is made by the name and the parameters that came over the wire. */
import type { z } from 'zod';
import { api, type ApiName, type ApiResult } from '#contract/api';
import { QuadrantError } from '#contract/errors';

/** One function per api call, with parameters that are parsed already. */
export type ApiCalls = {
  readonly [N in ApiName]: (params: z.output<(typeof api)[N]['params']>) => Promise<ApiResult<N>>;
};

function isApiName(name: string): name is ApiName {
  return Object.hasOwn(api, name);
}

/** The api's parameter schemas, typed so that the compiler keeps a name and its parameters together. */
const paramSchemas: { readonly [N in ApiName]: { readonly params: z.ZodType<z.output<(typeof api)[N]['params']>> } } =
  api;

/** @throws QuadrantError usage for a name that is none and for wrong parameters, and whatever the call throws */
export async function invoke(calls: ApiCalls, name: string, params: unknown): Promise<unknown> {
  if (!isApiName(name)) throw new QuadrantError('usage', `There is no call ${name}.`, 'Update the viewer.', { name });
  return invokeKnown(calls, name, params);
}

function invokeKnown<N extends ApiName>(calls: ApiCalls, name: N, params: unknown): Promise<ApiResult<N>> {
  const parsed = paramSchemas[name].params.safeParse(params);
  if (!parsed.success) {
    throw new QuadrantError(
      'usage',
      `The call ${name} came with wrong parameters.`,
      'Update the viewer.',
      { name },
      parsed.error,
    );
  }
  return calls[name](parsed.data);
}
