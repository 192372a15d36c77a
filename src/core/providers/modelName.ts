/**
 * A model's name for people. llama.cpp calls a model by the path of its file unless it is told another name: where the
 * file lies says nothing about the model, and is nobody else's business.
 *
 * @example
 * modelName('/models/Qwen3-8B-Q4_K_M.gguf') // Qwen3-8B-Q4_K_M
 * modelName('mistralai/mistral-small') // as it is
 */
export function modelName(id: string): string {
  return /([^\\/]+)\.gguf$/i.exec(id)?.[1] ?? id;
}
