// One network: the machines of the cluster, the private ends of the stores, and PostgreSQL.
param name string
param location string

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.20.0.0/16']
    }
    subnets: [
      {
        name: 'nodes'
        properties: {
          addressPrefix: '10.20.0.0/20'
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.20.16.0/24'
        }
      }
      {
        name: 'postgres'
        properties: {
          addressPrefix: '10.20.17.0/24'
          delegations: [
            {
              name: 'postgres'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
    ]
  }

  resource nodes 'subnets' existing = {
    name: 'nodes'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }

  resource postgres 'subnets' existing = {
    name: 'postgres'
  }
}

output networkId string = network.id
output nodesSubnetId string = network::nodes.id
output endpointsSubnetId string = network::endpoints.id
output postgresSubnetId string = network::postgres.id
