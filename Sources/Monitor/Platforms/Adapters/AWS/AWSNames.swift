/// AWS's codes of a service in a region, such as "ec2-us-east-1", which the feed's guids and the JSON's `service` share.
struct AWSServiceCode {
    /// "ec2-us-east-1".
    var code: String

    /// "us-east-1"; nil for a service of the whole world, such as "route53".
    var region: Substring? {
        let parts = code.split(separator: "-")
        guard parts.count >= 4, let number = parts.last, number.allSatisfy(\.isNumber) else { return nil }
        let length = parts.count >= 5 && ["gov", "iso", "isob", "isoe", "isof"].contains(parts[parts.count - 3]) ? 4 : 3
        let region = parts.suffix(length)
        guard parts.count > length, region.first?.count == 2 || region.first == "eusc" else { return nil }
        return code[region.first!.startIndex...]
    }

    /// "ec2".
    var service: Substring {
        guard let region else { return code[...] }
        return code[..<region.startIndex].dropLast()
    }

    /// "Amazon EC2 (us-east-1)": by `name` where the page gives one, else by AWS's own product name, else by the code.
    func label(name: String? = nil) -> String {
        let known = name.flatMap { $0.isEmpty ? nil : $0 } ?? Self.productNames[String(service)] ?? String(service)
        return region.map { "\(known) (\($0))" } ?? known
    }

    private static let productNames: [String: String] = [
        "apigateway": "Amazon API Gateway", "appstream": "Amazon AppStream 2.0", "athena": "Amazon Athena",
        "autoscaling": "Amazon EC2 Auto Scaling", "awswaf": "AWS WAF", "batch": "AWS Batch", "bedrock": "Amazon Bedrock",
        "billingconsole": "AWS Billing Console", "chime": "Amazon Chime", "cloudformation": "AWS CloudFormation",
        "cloudfront": "Amazon CloudFront", "cloudtrail": "AWS CloudTrail", "cloudwatch": "Amazon CloudWatch",
        "codebuild": "AWS CodeBuild", "codepipeline": "AWS CodePipeline", "cognito": "Amazon Cognito",
        "connect": "Amazon Connect", "directconnect": "AWS Direct Connect", "dynamodb": "Amazon DynamoDB", "ec2": "Amazon EC2",
        "ecr": "Amazon ECR", "ecs": "Amazon ECS", "eks": "Amazon EKS", "elasticache": "Amazon ElastiCache",
        "elasticbeanstalk": "AWS Elastic Beanstalk", "elasticfilesystem": "Amazon EFS", "elb": "Elastic Load Balancing",
        "emr": "Amazon EMR", "events": "Amazon EventBridge", "fargate": "AWS Fargate", "firehose": "Amazon Data Firehose",
        "generalservices": "General services", "glue": "AWS Glue", "iam": "AWS IAM",
        "internetconnectivity": "Internet connectivity", "iotcore": "AWS IoT Core", "kinesis": "Amazon Kinesis",
        "kms": "AWS KMS", "lambda": "AWS Lambda", "management-console": "AWS Management Console",
        "multipleservices": "Multiple services", "natgateway": "AWS NAT Gateway", "organizations": "AWS Organizations",
        "quicksight": "Amazon QuickSight", "rds": "Amazon RDS", "redshift": "Amazon Redshift", "route53": "Amazon Route 53",
        "s3": "Amazon S3", "sagemaker": "Amazon SageMaker", "secretsmanager": "AWS Secrets Manager", "ses": "Amazon SES",
        "sns": "Amazon SNS", "sqs": "Amazon SQS", "ssm": "AWS Systems Manager", "sso": "AWS IAM Identity Center",
        "state": "AWS Step Functions", "supportcenter": "AWS Support Center", "swf": "Amazon SWF", "vpc": "Amazon VPC",
        "vpnvpc": "AWS VPN", "workspaces": "Amazon WorkSpaces",
    ]
}

/// What AWS writes before an incident's title: "Service is operating normally: [RESOLVED] Internet Connectivity".
struct AWSTitle {
    var title: String
    var isResolved = false
    var severity = Severity.unknown

    enum Severity: Int { case unknown = -1, normal, informational, degraded, disrupted }

    init(_ text: String) {
        var rest = text[...]
        var found = true
        while found {
            found = false
            rest = rest.drop(while: \.isWhitespace)
            for (prefix, severity, resolves) in Self.prefixes where rest.lowercased().hasPrefix(prefix) {
                rest = rest.dropFirst(prefix.count)
                isResolved = isResolved || resolves
                if severity.rawValue > self.severity.rawValue { self.severity = severity }
                found = true
                break
            }
        }
        title = String(rest)
        while title.last?.isWhitespace == true { title.removeLast() }
    }

    private static let prefixes: [(String, Severity, Bool)] = [
        ("service is operating normally:", .normal, true), ("[resolved]", .normal, true), ("resolved:", .normal, true),
        ("informational message:", .informational, false), ("informational:", .informational, false),
        ("performance issues:", .degraded, false), ("service degradation:", .degraded, false),
        ("service impact:", .degraded, false), ("service disruption:", .disrupted, false),
    ]
}
