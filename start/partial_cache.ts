import type { Edge } from 'edge.js'

type Compiler = Edge['compiler']

/**
 * Lets Edge compile each included template once. Edge 6.5.1 keeps pages and components, but asks for a
 * partial with a list of the local variables around it, and with such a list, also an empty one, it
 * compiles anew at every request. What is compiled depends on the template and these names alone.
 */
export function cachePartials({ compiler, asyncCompiler }: Edge): void {
  keepCompiled(compiler)
  keepCompiled(asyncCompiler)
}

function keepCompiled(compiler: Compiler): void {
  const compiled = new Map<string, ReturnType<Compiler['compile']>>()
  const compile = compiler.compile.bind(compiler)
  compiler.compile = (path, localVariables) => {
    if (localVariables === undefined) return compile(path)
    const key = [path, ...localVariables].join(' ')
    const known = compiled.get(key) ?? compile(path, localVariables)
    compiled.set(key, known)
    return known
  }
}
