namespace Agents.Embedding.Manifest;

/// <summary>Where a model comes from: an npm package that carries its files.</summary>
/// <param name="Package">The package's name.</param>
/// <param name="Version">The exact version.</param>
/// <param name="Sha256">The SHA-256 of the packed package, in lower-case hex.</param>
/// <param name="Folder">The folder of the model inside the package, with forward slashes.</param>
internal sealed record ModelSource(string Package, string Version, string Sha256, string Folder);
