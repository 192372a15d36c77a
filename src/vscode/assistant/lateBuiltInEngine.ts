import type { Provider } from '../../core/assistant/provider.ts';

/** The built-in engine, which is read from disk when it is first asked. */
export const lateBuiltInEngine: Provider = {
  id: 'builtIn',
  label: 'Built-in engine',
  isLanguageModel: false,
  answer: async (request, signal) => {
    const { BuiltInEngine } = await import('../../core/providers/builtIn/builtInEngine.ts');
    return await new BuiltInEngine().answer(request, signal);
  },
};
