// Membership and reminders. Small, and never the only place of anything: lost, the silos join anew.
param name string
param location string
param subnetId string
param networkId string

resource redis 'Microsoft.Cache/redisEnterprise@2025-04-01' = {
  name: name
  location: location
  sku: {
    name: 'Balanced_B0'
  }
  properties: {
    minimumTlsVersion: '1.2'
    highAvailability: 'Enabled'
  }

  resource database 'databases' = {
    name: 'default'
    properties: {
      clientProtocol: 'Encrypted'
      port: 10000
      // The membership table is one key and its guard: no cluster of shards, and never evicted.
      clusteringPolicy: 'EnterpriseCluster'
      evictionPolicy: 'NoEviction'
      accessKeysAuthentication: 'Enabled'
      persistence: {
        aofEnabled: true
        aofFrequency: '1s'
      }
    }
  }
}

module endpoint 'endpoint.bicep' = {
  params: {
    name: '${name}-store'
    location: location
    subnetId: subnetId
    networkId: networkId
    targetId: redis.id
    part: 'redisEnterprise'
    zoneName: 'privatelink.redis.azure.net'
  }
}

output address string = '${redis.properties.hostName}:${redis::database.properties.port}'
