// Everything that a cluster of Agents stands on in Azure, in one resource group:
//   az group create --name agents --location westeurope
//   az deployment group create --resource-group agents --template-file deploy/azure/main.bicep
targetScope = 'resourceGroup'

@description('The beginning of every name: 3 to 11 lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string = 'agents'

@description('The region. It must have the GPU size that gpuSize names.')
param location string = resourceGroup().location

@description('The size of the machines that gateways and memory nodes run on.')
param nodeSize string = 'Standard_D4ds_v5'

@description('How many of those there are at least, spread over three zones.')
@minValue(2)
param nodeCount int = 3

@description('The size of the machines with a GPU.')
param gpuSize string = 'Standard_NC4as_T4_v3'

@description('The most machines with a GPU; 0 leaves the pool out, and each node embeds for itself.')
@minValue(0)
param gpuCountMax int = 2

@description('Kubernetes namespace and service account of the nodes, as deploy/kubernetes/overlays/azure has them.')
param serviceAccount string = 'agents:agents'

@description('Whether to make a PostgreSQL server too: for large clusters, or for logs in PostgreSQL.')
param withPostgres bool = false

@description('The password of its user agents; needed with withPostgres.')
@secure()
param postgresPassword string = ''

// Names of accounts are global, so they end with a hash of the resource group.
var suffix = uniqueString(resourceGroup().id, name)

module network 'modules/network.bicep' = {
  params: {
    name: name
    location: location
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: name
    suffix: suffix
    location: location
  }
}

module cluster 'modules/cluster.bicep' = {
  params: {
    name: name
    location: location
    subnetId: network.outputs.nodesSubnetId
    nodeSize: nodeSize
    nodeCount: nodeCount
    gpuSize: gpuSize
    gpuCountMax: gpuCountMax
    logAnalyticsId: monitoring.outputs.logAnalyticsId
    prometheusRuleId: monitoring.outputs.prometheusRuleId
    prometheusEndpointId: monitoring.outputs.prometheusEndpointId
  }
}

module registry 'modules/registry.bicep' = {
  params: {
    name: '${name}${suffix}'
    location: location
    pullerId: cluster.outputs.kubeletId
  }
}

module identity 'modules/identity.bicep' = {
  params: {
    name: name
    location: location
    issuer: cluster.outputs.issuer
    serviceAccount: serviceAccount
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: '${name}${suffix}'
    location: location
    subnetId: network.outputs.endpointsSubnetId
    networkId: network.outputs.networkId
    principalId: identity.outputs.principalId
    logAnalyticsId: monitoring.outputs.logAnalyticsId
  }
}

module redis 'modules/redis.bicep' = {
  params: {
    name: '${name}-${suffix}'
    location: location
    subnetId: network.outputs.endpointsSubnetId
    networkId: network.outputs.networkId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: '${name}${suffix}'
    location: location
    subnetId: network.outputs.endpointsSubnetId
    networkId: network.outputs.networkId
    principalId: identity.outputs.principalId
    logAnalyticsId: monitoring.outputs.logAnalyticsId
  }
}

module postgres 'modules/postgres.bicep' = if (withPostgres) {
  params: {
    name: '${name}-${suffix}'
    location: location
    subnetId: network.outputs.postgresSubnetId
    networkId: network.outputs.networkId
    password: postgresPassword
  }
}

@description('Storage__AzureBlobs__ServiceUri.')
output blobService string = storage.outputs.blobService

@description('The host and port for Cluster__ConnectionString; its key is asked for with `az redisenterprise database list-keys`.')
output redisAddress string = redis.outputs.address

@description('azure.workload.identity/client-id of the service account.')
output clientId string = identity.outputs.clientId

@description('Where the key ring and the API keys are kept.')
output vaultName string = vault.outputs.name

@description('Where the images go: `az acr login`, then `docker push`.')
output registry string = registry.outputs.loginServer

output clusterName string = cluster.outputs.name
